import {
  Report,
  ReportRevision,
  type AddAddendumRequest,
  type CorrectReportRequest,
  type ExportFormat,
  type ReviseReportRequest,
  type SignReportRequest,
  type WithdrawReportRequest,
} from '@wetread/contracts';
import { z } from 'zod';
import { call, send } from './http';

const of = (reportId: string, rest = ''): string => `/api/reports/${encodeURIComponent(reportId)}${rest}`;

export const fetchReport = (reportId: string, signal?: AbortSignal): Promise<Report> =>
  call(Report, of(reportId), signal ? { signal } : {});

export const fetchRevisions = (reportId: string, signal: AbortSignal): Promise<ReportRevision[]> =>
  call(z.array(ReportRevision), of(reportId, '/revisions'), { signal });

export const reviseReport = (reportId: string, body: ReviseReportRequest): Promise<Report> =>
  call(Report, of(reportId, '/sentences'), { method: 'PUT', body });

export const signReport = (reportId: string, body: SignReportRequest): Promise<Report> =>
  call(Report, of(reportId, '/sign'), { method: 'POST', body });

export const addAddendum = (reportId: string, body: AddAddendumRequest): Promise<Report> =>
  call(Report, of(reportId, '/addenda'), { method: 'POST', body });

export const correctReport = (reportId: string, body: CorrectReportRequest): Promise<Report> =>
  call(Report, of(reportId, '/corrections'), { method: 'POST', body });

export const withdrawReport = (reportId: string, body: WithdrawReportRequest): Promise<Report> =>
  call(Report, of(reportId, '/withdrawal'), { method: 'POST', body });

/** Fetches an export and hands it to the browser as a file. */
export async function downloadReport(reportId: string, format: ExportFormat): Promise<void> {
  const response = await send(of(reportId, '/export'), { query: { format } });
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(response) ?? 'report';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function fileName(response: Response): string | null {
  return /filename="?([^";]+)"?/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? null;
}
