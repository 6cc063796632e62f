import { Session, type SignInRequest } from '@wetread/contracts';
import { hasStatus } from './api-fault';
import { call, send } from './http';

/** Who is signed in; null when nobody is. */
export async function fetchSession(signal: AbortSignal): Promise<Session | null> {
  try {
    return await call(Session, '/api/session', { signal });
  } catch (error) {
    if (hasStatus(error, 401)) return null;
    throw error;
  }
}

export const signIn = (body: SignInRequest): Promise<Session> =>
  call(Session, '/api/session', { method: 'POST', body });

export const signInByLink = (token: string): Promise<Session> =>
  call(Session, '/api/session/link', { method: 'POST', body: { token } });

export async function signOut(): Promise<void> {
  await send('/api/session', { method: 'DELETE' });
}
