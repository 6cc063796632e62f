import { Loader } from '@mantine/core';
import type { DryRunRecentAnswer, RoutingRule, WorklistItem } from '@wetread/contracts';
import { Link } from 'wouter';
import { ProblemNotice } from '../components/problem-notice';
import table from '../components/table.module.css';
import { day } from '../wording/dates';
import { personName } from '../wording/person-name';
import { counted } from '../wording/words';
import { studyPath } from '../worklist/study-path';
import classes from './review-dialog.module.css';
import { outcomeWords, ruleName } from './rule-words';
import { STUDIES_TRIED, useDryRunRecent, useRecentStudies } from './use-rules';

/** With which of the latest studies rules would do something else than those that decide now. */
export function ChangePreview({ rules }: { rules: readonly RoutingRule[] }) {
  const run = useDryRunRecent(rules);
  return (
    <div className={classes.preview} aria-live="polite" data-testid="change-preview">
      {run.isPending && (
        <p className={classes.waiting}>
          <Loader size="xs" aria-hidden /> Trying the rules on the latest {STUDIES_TRIED} studies
        </p>
      )}
      {run.isError && <ProblemNotice error={run.error} compact onRetry={() => void run.refetch()} />}
      {run.data && <Answer answer={run.data} />}
    </div>
  );
}

function Answer({ answer: { studies, counts, changes } }: { answer: DryRunRecentAnswer }) {
  return (
    <>
      <p className={classes.lead}>{leadOf(studies, changes.length)}</p>
      <p className={classes.quiet}>
        Studies that are routed already stay as they are; this is what the rules would have done with them.
      </p>
      {changes.length > 0 && <Changes changes={changes} />}
      <ul className={classes.counts} aria-label="Studies that each rule would decide">
        {counts.map(({ rule, studies: decided }) => (
          <li key={rule}>
            {ruleName(rule)}: <b>{decided}</b>
          </li>
        ))}
      </ul>
    </>
  );
}

function leadOf(studies: number, changed: number): string {
  if (studies === 0) return 'No study is stored yet that the rules could be tried on';
  const latest = studies === 1 ? 'the one study that is stored' : `the latest ${studies} studies`;
  if (changed === 0) return `Nothing changes for ${latest}`;
  return `Of ${latest}, ${counted(changed, 'would be treated', 'would be treated')} in another way`;
}

const titleOf = (item: WorklistItem | undefined): string =>
  item ? [item.studyDescription, day(item.studyDate)].filter(Boolean).join(', ') : '';

function Changes({ changes }: { changes: DryRunRecentAnswer['changes'] }) {
  const { items } = useRecentStudies().data ?? { items: [] };
  const known = (uid: string) => items.find(({ studyInstanceUid }) => studyInstanceUid === uid);
  return (
    <div className={classes.changes} tabIndex={0} role="group" aria-label="Studies that change">
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Study</th>
            <th scope="col">Now</th>
            <th scope="col">Then</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ studyInstanceUid, from, to }) => (
            <tr key={studyInstanceUid}>
              <td>
                <Link href={studyPath(studyInstanceUid)} target="_blank">
                  {personName(known(studyInstanceUid)?.patientName ?? `…${studyInstanceUid.slice(-12)}`)}
                </Link>
                <span className={table.second}>{titleOf(known(studyInstanceUid))}</span>
              </td>
              <td>
                {outcomeWords(from.outcome)}
                <span className={table.second}>{ruleName(from.rule)}</span>
              </td>
              <td>
                <span className={table.name}>{outcomeWords(to.outcome)}</span>
                <span className={table.second}>{ruleName(to.rule)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
