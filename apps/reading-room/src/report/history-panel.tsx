import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Report, ReportRevision } from '@wetread/contracts';
import { keys } from '../api/query-client';
import { fetchRevisions } from '../api/reports';
import { ProblemNotice } from '../components/problem-notice';
import { exactMoment } from '../wording/dates';
import { reasonWords, STATUS_WORDS } from '../wording/words';
import { WordDifference } from './word-difference';
import classes from './history-panel.module.css';

/** Every revision, newest first, with the words that changed. */
export function HistoryPanel({ report }: { report: Report }) {
  const revisions = useQuery({
    queryKey: keys.revisions(report.id, report.revision),
    queryFn: ({ signal }) => fetchRevisions(report.id, signal),
  });
  if (revisions.isPending) return <Skeleton height={96} m="md" />;
  if (revisions.isError) {
    return (
      <div className={classes.panel}>
        <ProblemNotice error={revisions.error} onRetry={() => void revisions.refetch()} />
      </div>
    );
  }
  const newestFirst = revisions.data.toSorted((a, b) => b.revision - a.revision);
  return (
    <ol className={classes.panel} reversed>
      {newestFirst.map((revision) => (
        <Revision key={revision.revision} revision={revision} />
      ))}
    </ol>
  );
}

function Revision({ revision }: { revision: ReportRevision }) {
  const changed = revision.difference.some((part) => part.kind !== 'same');
  return (
    <li className={classes.revision} data-author={revision.authorKind}>
      <header className={classes.head}>
        <strong>Revision {revision.revision}</strong>
        <span className={classes.status}>{STATUS_WORDS[revision.status]}</span>
        <time dateTime={revision.createdAt}>{exactMoment(revision.createdAt)}</time>
      </header>
      <p className={classes.author}>
        <span className={classes.kind}>{revision.authorKind === 'model' ? 'AI' : 'Person'}</span>{' '}
        {revision.author}
      </p>
      {revision.reason && <p className={classes.reason}>{reasonWords(revision.reason)}</p>}
      {changed && <WordDifference parts={revision.difference} />}
      {!changed && revision.revision > 1 && <p className={classes.same}>Same words</p>}
      <p className={classes.hash} title="SHA-256 of this revision">
        {revision.contentHash.slice(0, 16)}
      </p>
    </li>
  );
}
