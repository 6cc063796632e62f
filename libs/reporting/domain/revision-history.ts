import type { DocumentAddendum, ReportDocument } from './report-document';
import type { ReportRevision } from './report';
import { wasSigned } from './report-status';
import { spokenFindings } from './spoken-findings';

/** What a revision owes to those before it. */
export type RevisionHistory = Pick<ReportDocument, 'replaces' | 'withdrawnFindings' | 'addenda'>;

/** @param before all earlier revisions, oldest first */
export const historyOf = (revision: ReportRevision, before: readonly ReportRevision[]): RevisionHistory => ({
  replaces: replaced(revision, before.at(-1)),
  withdrawnFindings: withdrawn(revision, before),
  addenda: addenda(revision, [...before, revision]),
});

function replaced({ status }: ReportRevision, last: ReportRevision | undefined): ReportDocument['replaces'] {
  if (!last || !wasSigned(status) || status === 'final') return null;
  return { revision: last.revision, contentHash: last.contentHash };
}

function withdrawn(revision: ReportRevision, before: readonly ReportRevision[]): string[] {
  const told = new Set(spokenFindings(revision).map(({ finding }) => finding));
  const earlier = before.flatMap((one) => spokenFindings(one).map(({ finding }) => finding));
  return [...new Set(earlier)].filter((finding) => !told.has(finding)).sort();
}

/** An addendum's author is that of the first revision that has it. */
const addenda = (revision: ReportRevision, upToNow: readonly ReportRevision[]): DocumentAddendum[] =>
  revision.sentences
    .filter(({ section }) => section === 'addendum')
    .flatMap((sentence) => {
      const first = upToNow.find(({ sentences }) => sentences.some((one) => one.id === sentence.id));
      return first ? [{ sentenceId: sentence.id, name: first.author.name, at: first.createdAt }] : [];
    });
