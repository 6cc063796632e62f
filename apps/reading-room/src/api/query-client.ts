import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiFault, hasStatus } from './api-fault';

export const keys = {
  session: ['session'] as const,
  worklist: (asked: object) => ['worklist', asked] as const,
  standing: (studyInstanceUid: string) => ['standing', studyInstanceUid] as const,
  study: (studyInstanceUid: string) => ['study', studyInstanceUid] as const,
  conformance: (studyInstanceUid: string) => ['conformance', studyInstanceUid] as const,
  routing: (studyInstanceUid: string) => ['routing', studyInstanceUid] as const,
  frame: (sopInstanceUid: string, frame: number) => ['frame', sopInstanceUid, frame] as const,
  report: (reportId: string) => ['report', reportId] as const,
  revisions: (reportId: string, revision: number) => ['revisions', reportId, revision] as const,
  audit: (asked: object) => ['audit', asked] as const,
  verification: ['audit-verification'] as const,
  destinations: ['destinations'] as const,
  deliveries: (asked: object) => ['deliveries', asked] as const,
  ruleSets: ['rule-sets'] as const,
  ruleSet: (version: number) => ['rule-sets', version] as const,
  vocabulary: ['rule-vocabulary'] as const,
  ruleCheck: (rules: readonly object[]) => ['rule-check', rules] as const,
  dryRun: (studyInstanceUid: string, rules: readonly object[]) =>
    ['dry-run', studyInstanceUid, rules] as const,
  dryRunRecent: (rules: readonly object[]) => ['dry-run-recent', rules] as const,
  recentStudies: ['recent-studies'] as const,
  peers: ['peers'] as const,
  peerContacts: ['peer-contacts'] as const,
  dicomService: ['dicom-service'] as const,
  priorSources: ['prior-sources'] as const,
  receivedOrders: (asked: object) => ['received-orders', asked] as const,
  messages: (asked: object) => ['hl7-messages', asked] as const,
  identityNotes: (asked: object) => ['identity-notes', asked] as const,
  merges: ['merges'] as const,
  quarantine: ['quarantine'] as const,
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
