import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { keys } from '../api/query-client';
import { fetchWorklist, type WorklistAsked } from '../api/worklist';

const POLL_MS = 4_000;

/** The worklist, asked again every few seconds while the page is in front. */
export function useWorklist(asked: WorklistAsked) {
  const query = useInfiniteQuery({
    queryKey: keys.worklist(asked),
    queryFn: ({ pageParam, signal }) => fetchWorklist(asked, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.items.length, 0);
      return last.items.length > 0 && shown < last.total ? shown : undefined;
    },
    refetchInterval: POLL_MS,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages ?? [];
  const seen = new Set<string>();
  // A study that moved between two pages while they were fetched must not be listed twice.
  const items = pages
    .flatMap((page) => page.items)
    .filter(({ studyInstanceUid: uid }) => !seen.has(uid) && Boolean(seen.add(uid)));
  return { query, items, total: pages.at(-1)?.total ?? 0 };
}
