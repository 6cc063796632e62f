import type { DocumentAddendum, ReportDocument } from './report-document';
import type { ReportRevision } from './report';
import { isWithdrawn, wasSigned } from './report-status';
import { spokenFindings } from './spoken-findings';

/** What a revision owes to those before it. */
export type RevisionHistory = Pick<
  ReportDocument,
  'replaces' | 'withdrawnFindings' | 'unstatedFindings' | 'addenda'
>;

/** Who is told of a report: from its signature on, or of what a model drafted as well. */
export type Audience = 'signed' | 'drafts-too';

/**
 * @param before all earlier revisions, oldest first
 * @param audience what it never got of them is not taken back from it
 */
export function historyOf(
  revision: ReportRevision,
  before: readonly ReportRevision[],
  audience: Audience,
): RevisionHistory {
  const known = audience === 'drafts-too' ? before : before.filter(({ status }) => wasSigned(status));
  return {
    replaces: replaced(revision, before.at(-1)),
    withdrawnFindings: missing(known, revision, spoken),
    unstatedFindings: missing(known, revision, stated),
    addenda: addenda(revision, [...before, revision]),
  };
}

function replaced({ status }: ReportRevision, last: ReportRevision | undefined): ReportDocument['replaces'] {
  if (!last || !wasSigned(status) || status === 'final') return null;
  return { revision: last.revision, contentHash: last.contentHash };
}

type Findings = (revision: ReportRevision) => string[];

/** A report that was taken back tells nothing any more. */
const spoken: Findings = (revision) =>
  isWithdrawn(revision.status) ? [] : spokenFindings(revision).map(({ finding }) => finding);

const stated: Findings = ({ status, sentences }) =>
  isWithdrawn(status)
    ? []
    : sentences.flatMap(({ finding, polarity }) => (polarity === 'present' ? (finding ?? []) : []));

function missing(known: readonly ReportRevision[], now: ReportRevision, findings: Findings): string[] {
  const told = new Set(findings(now));
  return [...new Set(known.flatMap(findings))].filter((finding) => !told.has(finding)).sort();
}

/** An addendum's author is that of the first revision that has it. */
const addenda = (revision: ReportRevision, upToNow: readonly ReportRevision[]): DocumentAddendum[] =>
  revision.sentences
    .filter(({ section }) => section === 'addendum')
    .flatMap((sentence) => {
      const first = upToNow.find(({ sentences }) => sentences.some((one) => one.id === sentence.id));
      return first ? [{ sentenceId: sentence.id, name: first.author.name, at: first.createdAt }] : [];
    });
