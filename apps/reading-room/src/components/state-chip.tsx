import type { Priority, ReadingState } from '@wetread/contracts';
import { PRIORITY_WORDS, STATE_WORDS } from '../wording/words';
import classes from './state-chip.module.css';

export function StateChip({ state }: { state: ReadingState }) {
  return (
    <span className={classes.state} data-state={state}>
      <span className={classes.dot} aria-hidden />
      {STATE_WORDS[state]}
    </span>
  );
}

export function PriorityChip({ priority }: { priority: Priority }) {
  return (
    <span className={classes.priority} data-priority={priority}>
      {PRIORITY_WORDS[priority]}
    </span>
  );
}

export function Mark({ children }: { children: string }) {
  return <span className={classes.mark}>{children}</span>;
}
