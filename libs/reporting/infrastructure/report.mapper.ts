import type { ContentHash, StudyInstanceUid } from '@wetread/kernel';
import { byUrgency, isFindingCode } from '@wetread/terminology';
import { Report, type ReportRevision } from '../domain/report';
import { ReportEntity } from './report.entity';
import { ReportRevisionEntity } from './report-revision.entity';

export function toReport(row: ReportEntity, current: ReportRevisionEntity): Report {
  return Report.restore({
    id: row.id,
    studyInstanceUid: row.studyInstanceUid as StudyInstanceUid,
    current: toRevision(current),
    editedByPerson: row.editedByPerson,
    criticalAcknowledged: row.criticalAcknowledged,
    signature:
      row.signerId === null || row.signedAt === null
        ? null
        : { userId: row.signerId, name: row.signerName ?? row.signerId, at: row.signedAt },
    createdAt: row.createdAt,
  });
}

export function toRow(report: Report): ReportEntity {
  const { current, signature, ...state } = report.snapshot;
  return {
    id: state.id,
    studyInstanceUid: state.studyInstanceUid,
    status: current.status,
    revision: current.revision,
    editedByPerson: state.editedByPerson,
    critical: report.criticalFindings.length > 0,
    criticalAcknowledged: state.criticalAcknowledged,
    presentFindings: presentCodes(current),
    marks: [...current.marks],
    signerId: signature?.userId ?? null,
    signerName: signature?.name ?? null,
    signedAt: signature?.at ?? null,
    createdAt: state.createdAt,
    updatedAt: current.createdAt,
  };
}

export const toRevision = (row: ReportRevisionEntity): ReportRevision => ({
  revision: row.revision,
  status: row.status,
  author: { kind: row.authorKind, id: row.authorId, name: row.authorName },
  reason: row.reason,
  createdAt: row.createdAt,
  sentences: row.sentences,
  findings: row.findings,
  model: row.model,
  marks: row.marks,
  notes: row.notes,
  prior: row.prior,
  inferenceId: row.inferenceId,
  completion: row.completion,
  contentHash: row.contentHash as ContentHash,
});

export const toRevisionRow = (reportId: string, revision: ReportRevision): ReportRevisionEntity => {
  const { author, ...content } = revision;
  return { ...content, reportId, authorKind: author.kind, authorId: author.id, authorName: author.name };
};

const presentCodes = ({ findings }: ReportRevision): string[] =>
  findings.flatMap(({ code, present }) => (present && isFindingCode(code) ? [code] : [])).sort(byUrgency);
