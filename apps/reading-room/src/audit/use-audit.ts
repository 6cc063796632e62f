import { useInfiniteQuery } from '@tanstack/react-query';
import { fetchAudit, type AuditAsked } from '../api/audit';
import { keys } from '../api/query-client';

/** The audit trail, newest first, older rows on request. */
export function useAudit(asked: AuditAsked) {
  const query = useInfiniteQuery({
    queryKey: keys.audit(asked),
    queryFn: ({ pageParam, signal }) => fetchAudit(asked, pageParam, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.entries.length, 0);
      const oldest = last.entries.at(-1)?.sequence;
      return oldest !== undefined && shown < (pages[0]?.total ?? 0) ? oldest : undefined;
    },
  });
  const pages = query.data?.pages ?? [];
  return { query, rows: pages.flatMap((page) => page.entries), total: pages[0]?.total ?? 0 };
}
