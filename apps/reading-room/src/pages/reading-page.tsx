import { Loader } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { keys } from '../api/query-client';
import { fetchReport } from '../api/reports';
import { fetchStudy } from '../api/studies';
import { fetchStanding } from '../api/worklist';
import { AppFrame } from '../components/app-frame';
import { CentredPage } from '../components/centred-page';
import { ProblemNotice } from '../components/problem-notice';
import { useShortcuts } from '../keyboard/use-shortcuts';
import { PatientLine } from '../reading/patient-line';
import { ReadingDesk } from '../reading/reading-desk';

const RESTING_MS = 10_000;
const WAITING_MS = 1_500;

export function ReadingPage({ studyInstanceUid }: { studyInstanceUid: string }) {
  useDocumentTitle('Reading · Wetread');
  const [, navigate] = useLocation();
  useShortcuts({ worklist: () => navigate('/') });
  const study = useQuery({
    queryKey: keys.study(studyInstanceUid),
    queryFn: ({ signal }) => fetchStudy(studyInstanceUid, signal),
    refetchInterval: ({ state }) => (state.data?.state === 'receiving' ? WAITING_MS : RESTING_MS),
  });
  const standing = useQuery({
    queryKey: keys.standing(studyInstanceUid),
    queryFn: ({ signal }) => fetchStanding(studyInstanceUid, signal),
    refetchInterval: ({ state }) => (state.data?.reportId || state.data?.refusal ? RESTING_MS : WAITING_MS),
  });
  const reportId = standing.data?.reportId ?? null;
  const report = useQuery({
    queryKey: keys.report(reportId ?? ''),
    queryFn: ({ signal }) => fetchReport(reportId ?? '', signal),
    enabled: reportId !== null,
    refetchInterval: RESTING_MS,
  });
  const fault = [study, standing, report].find((query) => query.isError && query.data === undefined);
  return (
    <AppFrame
      heading={study.data ? <PatientLine study={study.data} standing={standing.data ?? null} /> : null}
    >
      {fault ? (
        <CentredPage>
          <ProblemNotice error={fault.error} onRetry={() => void fault.refetch()} />
        </CentredPage>
      ) : study.data ? (
        <ReadingDesk study={study.data} standing={standing.data ?? null} report={report.data} />
      ) : (
        <CentredPage>
          <Loader aria-label="Opening the study" />
        </CentredPage>
      )}
    </AppFrame>
  );
}
