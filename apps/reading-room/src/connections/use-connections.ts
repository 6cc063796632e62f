import { notifications } from '@mantine/notifications';
import type { PriorSourceBody, SaveApplicationEntityRequest } from '@wetread/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  echoPeer,
  fetchDicomService,
  fetchPeerContacts,
  fetchPeers,
  fetchPriorSources,
  removePeer,
  removePriorSource,
  savePeer,
  savePriorSource,
} from '../api/connections';
import { keys } from '../api/query-client';

/** Whoever sets up a peer waits for its call: the page keeps up. */
const REFRESH_MS = 4_000;

export const usePeers = () => useQuery({ queryKey: keys.peers, queryFn: ({ signal }) => fetchPeers(signal) });

export const usePeerContacts = () =>
  useQuery({
    queryKey: keys.peerContacts,
    queryFn: ({ signal }) => fetchPeerContacts(signal),
    refetchInterval: REFRESH_MS,
  });

export const useDicomService = () =>
  useQuery({
    queryKey: keys.dicomService,
    queryFn: ({ signal }) => fetchDicomService(signal),
    staleTime: 300_000,
  });

export const usePriorSources = () =>
  useQuery({ queryKey: keys.priorSources, queryFn: ({ signal }) => fetchPriorSources(signal) });

const told = (message: string): void => void notifications.show({ message, color: 'tide' });

export function usePeerMutations() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: keys.peers });
  return {
    save: useMutation({
      mutationFn: ({ aeTitle, body }: { aeTitle: string; body: SaveApplicationEntityRequest }) =>
        savePeer(aeTitle, body),
      onSuccess: ({ aeTitle }) => told(`${aeTitle} is registered`),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: removePeer,
      onSuccess: (_, aeTitle) => told(`${aeTitle} is removed`),
      onSettled,
    }),
  };
}

export const useEcho = () => useMutation({ mutationFn: echoPeer });

export function usePriorSourceMutations() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: keys.priorSources });
  return {
    save: useMutation({
      mutationFn: ({ name, body }: { name: string; body: PriorSourceBody }) => savePriorSource(name, body),
      onSuccess: (_, { name }) => told(`${name} is saved`),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: removePriorSource,
      onSuccess: (_, name) => told(`${name} is removed`),
      onSettled,
    }),
  };
}
