import { z } from 'zod';
import { Role } from './common.contract';

/** `POST /api/session`: sign in by password. Sets an HttpOnly, SameSite=Strict cookie. */
export const SignInRequest = z.object({
  username: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
});
export type SignInRequest = z.infer<typeof SignInRequest>;

/** `POST /api/session/link`: sign in by a one-time or demo sign-in link's token. */
export const SignInLinkRequest = z.object({ token: z.string().min(1).max(200) });
export type SignInLinkRequest = z.infer<typeof SignInLinkRequest>;

/** `GET /api/session`: who is signed in (401 problem when nobody is). */
export const Session = z.object({
  userId: z.string(),
  username: z.string(),
  displayName: z.string(),
  role: Role,
  /** What this user may do; the server checks again. */
  abilities: z.array(
    z.enum([
      'read',
      'edit-report',
      'sign-report',
      'import',
      'read-audit',
      'manage-users',
      'manage-connections',
      'delete-studies',
    ]),
  ),
  profile: z.enum(['demo', 'production']),
});
export type Session = z.infer<typeof Session>;
