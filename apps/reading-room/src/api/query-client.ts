import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiFault, hasStatus } from './api-fault';

export const keys = {
  session: ['session'] as const,
  worklist: (asked: object) => ['worklist', asked] as const,
  standing: (studyInstanceUid: string) => ['standing', studyInstanceUid] as const,
  study: (studyInstanceUid: string) => ['study', studyInstanceUid] as const,
  conformance: (studyInstanceUid: string) => ['conformance', studyInstanceUid] as const,
  frame: (sopInstanceUid: string, frame: number) => ['frame', sopInstanceUid, frame] as const,
  report: (reportId: string) => ['report', reportId] as const,
  revisions: (reportId: string, revision: number) => ['revisions', reportId, revision] as const,
  audit: (asked: object) => ['audit', asked] as const,
  verification: ['audit-verification'] as const,
  destinations: ['destinations'] as const,
  deliveries: (asked: object) => ['deliveries', asked] as const,
};

/** One cache for the page. A 401 anywhere means that the session ended: the gate then shows the sign-in page. */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown): void => {
    if (hasStatus(error, 401)) client.setQueryData(keys.session, null);
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (failures, error) => failures < 2 && !(error instanceof ApiFault && error.status >= 400),
        refetchOnWindowFocus: true,
      },
    },
  });
  return client;
}
