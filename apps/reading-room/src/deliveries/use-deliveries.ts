import { notifications } from '@mantine/notifications';
import type { DestinationRetirement, DestinationSettings } from '@wetread/contracts';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  addDestination,
  changeDestination,
  fetchDeliveries,
  fetchDestinations,
  resendDelivery,
  resendDestination,
  retireDestination,
  skipDelivery,
  testDestination,
  type DeliveriesAsked,
} from '../api/deliveries';
import { keys } from '../api/query-client';

/** Deliveries go on by themselves: the page keeps up with them. */
const REFRESH_MS = 5_000;

export const useDestinations = () =>
  useQuery({
    queryKey: keys.destinations,
    queryFn: ({ signal }) => fetchDestinations(signal),
    refetchInterval: REFRESH_MS,
  });

/** The ledger, newest first, older rows on request. */
export function useDeliveries(asked: DeliveriesAsked) {
  const query = useInfiniteQuery({
    queryKey: keys.deliveries(asked),
    queryFn: ({ pageParam, signal }) => fetchDeliveries(asked, pageParam, signal),
    initialPageParam: 0,
    refetchInterval: REFRESH_MS,
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.deliveries.length, 0);
      return shown < last.total ? shown : undefined;
    },
  });
  const pages = query.data?.pages ?? [];
  return { query, rows: pages.flatMap((page) => page.deliveries), total: pages.at(-1)?.total ?? 0 };
}

const told = (message: string): void => void notifications.show({ message, color: 'tide' });
const onError = (error: Error): void =>
  void notifications.show({ title: 'Not done', message: error.message, color: 'alarm' });

export function useDeliveryMutations() {
  const client = useQueryClient();
  const onSettled = () =>
    client.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] === 'deliveries' || queryKey[0] === keys.destinations[0],
    });
  const shared = { onError, onSettled };
  return {
    resend: useMutation({ mutationFn: resendDelivery, onSuccess: () => told('It is sent again'), ...shared }),
    skip: useMutation({ mutationFn: skipDelivery, onSuccess: () => told('It is skipped'), ...shared }),
    resendAll: useMutation({
      mutationFn: resendDestination,
      onSuccess: ({ resent, held }) =>
        told(
          held > 0
            ? `${resent} are sent again; ${held} have a later revision there`
            : `${resent} are sent again`,
        ),
      ...shared,
    }),
  };
}

export const useDestinationTest = () => useMutation({ mutationFn: testDestination });

export function useDestinationMutations() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: keys.destinations });
  return {
    save: useMutation({
      mutationFn: ({ id, body }: { id: string | null; body: DestinationSettings }) =>
        id === null ? addDestination(body) : changeDestination(id, body),
      onSuccess: ({ name }) => told(`${name} is saved`),
      onSettled,
    }),
    retire: useMutation({
      mutationFn: ({ id, undelivered }: { id: string } & DestinationRetirement) =>
        retireDestination(id, { undelivered }),
      onSuccess: ({ name }) => told(`${name} has retired`),
      onSettled,
    }),
  };
}
