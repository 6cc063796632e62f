import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

interface Props {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** A calm word where there is nothing to show, and what to do about it. */
export function EmptyState({ title, children, action }: Props) {
  return (
    <div className={classes.empty}>
      <p className={classes.title}>{title}</p>
      {children && <div className={classes.words}>{children}</div>}
      {action}
    </div>
  );
}
