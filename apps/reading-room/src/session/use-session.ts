import type { Session } from '@wetread/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { keys } from '../api/query-client';
import { fetchSession, signIn, signInByLink, signOut } from '../api/session';

export const SessionContext = createContext<Session | null>(null);

/** The reader who is signed in. Only below the session gate. */
export function useReader(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('Nobody is signed in here.');
  return session;
}

export const useAbility = (ability: Session['abilities'][number]): boolean =>
  useReader().abilities.includes(ability);

export const useSessionQuery = (enabled: boolean) =>
  useQuery({
    queryKey: keys.session,
    queryFn: ({ signal }) => fetchSession(signal),
    staleTime: 60_000,
    enabled,
  });

export function useSignIn() {
  const become = useBecome();
  return useMutation({ mutationFn: signIn, onSuccess: become });
}

export function useSignInByLink() {
  const become = useBecome();
  return useMutation({ mutationFn: signInByLink, onSuccess: become });
}

export function useSignOut() {
  const become = useBecome();
  return useMutation({ mutationFn: signOut, onSuccess: () => become(null) });
}

/** Changes who is signed in, and forgets everything that the reader before had open. */
function useBecome() {
  const client = useQueryClient();
  return (session: Session | null): void => {
    client.setQueryData(keys.session, session);
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
  };
}
