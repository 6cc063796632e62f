import type { AuditEntry } from '@wetread/contracts';
import { useReader } from '../session/use-session';
import { exactMoment } from '../wording/dates';
import { ACTION_WORDS } from '../wording/words';
import { actorOf, detailsOf } from './entry-words';
import classes from './audit-list.module.css';

/** The same rows in a narrow column, for one study. */
export function AuditList({ entries }: { entries: readonly AuditEntry[] }) {
  const { userId } = useReader();
  return (
    <ol className={classes.list} data-testid="audit-entries">
      {entries.map((entry) => (
        <li
          key={entry.sequence}
          className={classes.entry}
          title={`Entry ${entry.sequence}, hash ${entry.hash}`}
        >
          <div className={classes.head}>
            <strong data-outcome={entry.outcome}>
              {ACTION_WORDS[entry.action]}
              {entry.outcome === 'failure' ? ' (failed)' : ''}
            </strong>
            <span className={classes.actor}>{actorOf(entry, userId)}</span>
            <time dateTime={entry.at}>{exactMoment(entry.at)}</time>
          </div>
          <p className={classes.details}>{detailsOf(entry)}</p>
        </li>
      ))}
    </ol>
  );
}
