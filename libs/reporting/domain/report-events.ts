import type { Report, ReportRevision } from './report';
import type { ReportStatus } from './report-status';

/** Told once per revision that is more than a draft: signed, added to, changed after signing, or taken back. */
export const REPORT_RELEASED = 'report.released';
/** Told once per revision that a model wrote: a first draft, or one that replaced it. */
export const REPORT_DRAFTED = 'report.drafted';

/** Payload of {@link REPORT_RELEASED} and {@link REPORT_DRAFTED}. */
export type ReportTold = {
  reportId: string;
  revision: number;
  status: ReportStatus;
  studyInstanceUid: string;
};

/** What others are told of a new revision; `null` for a person's edits of a draft, which stay in the house. */
export function eventOf(
  { id, snapshot }: Report,
  { revision, status, author }: ReportRevision,
): { type: string; key: string; payload: ReportTold } | null {
  if (status === 'preliminary' && author.kind === 'person') return null;
  return {
    type: status === 'preliminary' ? REPORT_DRAFTED : REPORT_RELEASED,
    // Waiting events of one key replace each other: each revision is its own.
    key: `${id}/${revision}`,
    payload: { reportId: id, revision, status, studyInstanceUid: snapshot.studyInstanceUid },
  };
}
