import { notifications } from '@mantine/notifications';
import type {
  Hl7MessageQuery,
  IdentityNoteQuery,
  QuarantineRetry,
  ReceivedOrderQuery,
} from '@wetread/contracts';
import { type QueryKey, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { hasStatus } from '../api/api-fault';
import {
  fetchIdentityNotes,
  fetchMerges,
  fetchQuarantine,
  retryQuarantined,
  settleIdentityNote,
} from '../api/identity';
import { fetchMessages, fetchReceivedOrders } from '../api/orders';
import { keys } from '../api/query-client';
import { retriedWords, type Retried } from './quarantine-words';

/** Messages come by themselves: the page keeps up with them. */
const REFRESH_MS = 8_000;

/** A list that is fetched page by page, the latest first. */
function usePages<Page extends { total: number }, Row>(
  queryKey: QueryKey,
  fetchPage: (offset: number, signal: AbortSignal) => Promise<Page>,
  rowsOf: (page: Page) => readonly Row[],
) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: 0,
    refetchInterval: REFRESH_MS,
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, page) => sum + rowsOf(page).length, 0);
      return rowsOf(last).length > 0 && shown < last.total ? shown : undefined;
    },
  });
  const pages = query.data?.pages ?? [];
  return { query, rows: pages.flatMap((page) => [...rowsOf(page)]), total: pages.at(-1)?.total ?? 0 };
}

export const useReceivedOrders = (show: ReceivedOrderQuery['show']) =>
  usePages(
    keys.receivedOrders({ show }),
    (offset, signal) => fetchReceivedOrders(show, offset, signal),
    ({ orders }) => orders,
  );

export const useMessages = (show: Hl7MessageQuery['show']) =>
  usePages(
    keys.messages({ show }),
    (offset, signal) => fetchMessages(show, offset, signal),
    ({ messages }) => messages,
  );

export const useIdentityNotes = (show: IdentityNoteQuery['show']) =>
  usePages(
    keys.identityNotes({ show }),
    (offset, signal) => fetchIdentityNotes(show, offset, signal),
    ({ notes }) => notes,
  );

export const useMerges = () => usePages(keys.merges, fetchMerges, ({ merges }) => merges);

export const useQuarantine = () => usePages(keys.quarantine, fetchQuarantine, ({ objects }) => objects);

export function useSettleNote() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) => settleIdentityNote(id, reason),
    onSuccess: () => void notifications.show({ message: 'The doubt is settled', color: 'tide' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['identity-notes'] }),
  });
}

/** One after the other; whatever has left quarantine meanwhile is passed by. */
async function retryEach(ids: readonly string[]): Promise<Retried> {
  const turnedAway: QuarantineRetry[] = [];
  let stored = 0;
  for (const id of ids) {
    try {
      const result = await retryQuarantined(id);
      if (result.outcome === 'stored' || result.outcome === 'duplicate') stored += 1;
      else turnedAway.push(result);
    } catch (error) {
      if (!hasStatus(error, 404)) throw error;
    }
  }
  return { stored, turnedAway };
}

export function useRetryQuarantined() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: retryEach,
    onSuccess: (retried) =>
      void notifications.show({
        message: retriedWords(retried),
        color: retried.turnedAway.length > 0 ? 'safelight' : 'tide',
      }),
    onError: (error) =>
      void notifications.show({ title: 'Not done', message: error.message, color: 'alarm' }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.quarantine }),
  });
}
