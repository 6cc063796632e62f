import { hash, verify } from '@node-rs/argon2';

// OWASP Password Storage Cheat Sheet: argon2id (the library's default), 19 MiB, 2 passes, 1 lane.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, parameters);

let someHash: Promise<string> | undefined;

/** Whether the password fits. Takes as long when there is no such user, so that timing names nobody. */
export async function passwordFits(password: string, passwordHash: string | null): Promise<boolean> {
  someHash ??= hashPassword('nobody has this password');
  const fits = await verify(passwordHash ?? (await someHash), password).catch(() => false);
  return passwordHash !== null && fits;
}
