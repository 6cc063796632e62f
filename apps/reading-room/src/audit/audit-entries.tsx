import type { AuditEntry } from '@wetread/contracts';
import { Link } from 'wouter';
import { useReader } from '../session/use-session';
import { exactMoment } from '../wording/dates';
import { ACTION_WORDS } from '../wording/words';
import { studyPath } from '../worklist/study-path';
import { actorOf, detailsOf, shortened } from './entry-words';
import table from '../components/table.module.css';
import classes from './audit-entries.module.css';

/** Rows of the hash chain, all of them about everything. */
export function AuditEntries({ entries }: { entries: readonly AuditEntry[] }) {
  const { userId } = useReader();
  return (
    <table className={`${table.table} ${classes.entries}`} data-testid="audit-entries">
      <thead>
        <tr>
          <th scope="col">No.</th>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col">By</th>
          <th scope="col">On</th>
          <th scope="col">Details</th>
          <th scope="col">Hash</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.sequence} data-outcome={entry.outcome}>
            <td className={classes.number}>{entry.sequence}</td>
            <td className={table.when}>{exactMoment(entry.at)}</td>
            <td className={classes.action}>
              {ACTION_WORDS[entry.action]}
              {entry.outcome === 'failure' && <span className={classes.failure}> (failed)</span>}
            </td>
            <td title={entry.actor.id}>{actorOf(entry, userId)}</td>
            <td className={classes.subject} title={entry.subject.id}>
              {entry.subject.studyInstanceUid ? (
                <Link href={studyPath(entry.subject.studyInstanceUid)}>
                  {entry.subject.type} {shortened(entry.subject.id)}
                </Link>
              ) : (
                `${entry.subject.type} ${shortened(entry.subject.id)}`
              )}
            </td>
            <td className={classes.details}>{detailsOf(entry)}</td>
            <td className={classes.hash} title={entry.hash}>
              {entry.hash.slice(0, 12)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
