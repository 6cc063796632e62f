import { randomUUID } from 'node:crypto';

/** A new UID under 2.25: a random UUID as one integer (PS3.5 annex B.2). */
export const newUid = (): string => `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`;
