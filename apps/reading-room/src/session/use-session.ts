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

export const useSessionQuery = () =>
  useQuery({ queryKey: keys.session, queryFn: ({ signal }) => fetchSession(signal), staleTime: 60_000 });

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: signIn,
    onSuccess: (session) => client.setQueryData(keys.session, session),
  });
}

export function useSignInByLink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: signInByLink,
    onSuccess: (session) => client.setQueryData(keys.session, session),
  });
}

/** Forgets everything that was read, then shows the sign-in page. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      client.clear();
      client.setQueryData(keys.session, null);
    },
  });
}
