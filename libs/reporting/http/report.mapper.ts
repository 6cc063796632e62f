import type { Report as ReportBody, ReportRevision as RevisionBody } from '@wetread/contracts';
import type { OpenedReport, RevisionWithDifference } from '../application/read-report.use-case';
import type { DraftProposal } from '../domain/draft-outcomes';
import type { ReportSentence } from '../domain/report-content';

type SentenceBody = ReportBody['sentences'][number];

export function reportBody({ report, proposal }: OpenedReport): ReportBody {
  const { id, studyInstanceUid, current, criticalAcknowledged, signature, createdAt } = report.snapshot;
  return {
    id,
    studyInstanceUid,
    status: current.status,
    revision: current.revision,
    reason: current.reason,
    sentences: current.sentences.map(sentenceBody),
    model: current.model && { ...current.model },
    marks: [...current.marks],
    notes: [...current.notes],
    prior: current.prior && { ...current.prior },
    findings: current.findings.map(({ code, label, probability, threshold, present, change = 'none' }) => ({
      code,
      label,
      probability,
      threshold,
      present,
      change,
    })),
    criticalAcknowledged,
    proposal: proposal && proposalBody(proposal),
    contentHash: current.contentHash,
    signedBy: signature?.name ?? null,
    signedAt: signature?.at.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: current.createdAt.toISOString(),
  };
}

export const revisionBody = ({ revision, difference }: RevisionWithDifference): RevisionBody => ({
  revision: revision.revision,
  status: revision.status,
  author: revision.author.name,
  authorKind: revision.author.kind,
  reason: revision.reason,
  createdAt: revision.createdAt.toISOString(),
  contentHash: revision.contentHash,
  sentences: revision.sentences.map(sentenceBody),
  difference: [...difference],
});

const proposalBody = ({ inferenceId, reason, createdAt, sentences }: DraftProposal) => ({
  inferenceId,
  reason,
  createdAt: createdAt.toISOString(),
  sentences: sentences.map(sentenceBody),
});

const sentenceBody = ({ alsoAbsent, ...sentence }: ReportSentence): SentenceBody => ({
  ...sentence,
  ...(alsoAbsent && { alsoAbsent: alsoAbsent.map((denied) => ({ ...denied })) }),
  location: sentence.location && { ...sentence.location },
  evidence: sentence.evidence && { ...sentence.evidence, box: [...sentence.evidence.box] },
  flags: [...sentence.flags],
});
