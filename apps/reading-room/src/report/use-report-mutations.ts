import { useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  CorrectReportRequest,
  Report,
  ReviseReportRequest,
  SignReportRequest,
} from '@wetread/contracts';
import { keys } from '../api/query-client';
import { addAddendum, correctReport, reviseReport, signReport, withdrawReport } from '../api/reports';

/** What a reader does to a report. Each answer is the report as it then stands. */
export function useReportMutations(report: Report) {
  const client = useQueryClient();
  const onSuccess = (next: Report): void => {
    client.setQueryData(keys.report(report.id), next);
    for (const changed of [
      keys.standing(report.studyInstanceUid),
      ['worklist'],
      ['audit'],
      ['revisions', report.id],
    ]) {
      void client.invalidateQueries({ queryKey: changed });
    }
  };
  const revise = useMutation({
    mutationFn: (body: ReviseReportRequest) => reviseReport(report.id, body),
    onSuccess,
  });
  const sign = useMutation({
    mutationFn: (body: SignReportRequest) => signReport(report.id, body),
    onSuccess,
  });
  const append = useMutation({
    mutationFn: (text: string) => addAddendum(report.id, { revision: report.revision, text }),
    onSuccess,
  });
  const correct = useMutation({
    mutationFn: (body: CorrectReportRequest) => correctReport(report.id, body),
    onSuccess,
  });
  const withdraw = useMutation({
    mutationFn: (reason: string) => withdrawReport(report.id, { revision: report.revision, reason }),
    onSuccess,
  });
  return { revise, sign, append, correct, withdraw };
}

export type ReportMutations = ReturnType<typeof useReportMutations>;
