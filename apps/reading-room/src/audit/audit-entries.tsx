import type { AuditEntry } from '@wetread/contracts';
import { exactMoment } from '../wording/dates';
import { ACTION_WORDS } from '../wording/words';
import classes from './audit-entries.module.css';

const ACTORS = { user: 'User', device: 'Device', model: 'Model', system: 'System' } as const;

/** Rows of the hash chain. `withSubject` is for the page that shows all of them. */
export function AuditEntries({
  entries,
  withSubject = false,
}: {
  entries: readonly AuditEntry[];
  withSubject?: boolean;
}) {
  return (
    <table className={classes.table} data-testid="audit-entries">
      <thead>
        <tr>
          <th scope="col">No.</th>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col">By</th>
          {withSubject && <th scope="col">On</th>}
          <th scope="col">Details</th>
          {withSubject && <th scope="col">Hash</th>}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.sequence} data-outcome={entry.outcome}>
            <td className={classes.number}>{entry.sequence}</td>
            <td className={classes.when}>{exactMoment(entry.at)}</td>
            <td className={classes.action}>
              {ACTION_WORDS[entry.action]}
              {entry.outcome === 'failure' && <span className={classes.failure}> (failed)</span>}
            </td>
            <td>
              <span className={classes.kind}>{ACTORS[entry.actor.kind]}</span> {entry.actor.id}
            </td>
            {withSubject && (
              <td className={classes.subject} title={entry.subject.id}>
                {entry.subject.type} {entry.subject.id}
              </td>
            )}
            <td className={classes.details}>{detailsOf(entry)}</td>
            {withSubject && (
              <td className={classes.hash} title={entry.hash}>
                {entry.hash.slice(0, 12)}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function detailsOf({ details }: AuditEntry): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${spaced(name)} ${shown(value)}`)
    .join(', ');
}

const spaced = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();

function shown(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return /^[0-9a-f]{64}$/.test(text) ? text.slice(0, 12) : text;
}
