import { Button } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { Session } from '@wetread/contracts';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useAbility } from '../session/use-session';
import { AppFrame } from './app-frame';
import { EmptyState } from './empty-state';
import classes from './page.module.css';

interface Props {
  title: string;
  ability: Session['abilities'][number];
  /** What it is that the role may not do, and who may. */
  denied: { title: string; words: string };
  children: ReactNode;
}

/** A page for some roles only; others are told who to ask. The server checks again. */
export function GatedPage({ title, ability, denied, children }: Props) {
  useDocumentTitle(`${title} · Wetread`);
  const allowed = useAbility(ability);
  return (
    <AppFrame>
      {allowed ? (
        <div className={classes.page}>{children}</div>
      ) : (
        <EmptyState
          title={denied.title}
          action={
            <Button component={Link} href="/" variant="default">
              To the worklist
            </Button>
          }
        >
          {denied.words}
        </EmptyState>
      )}
    </AppFrame>
  );
}

/** Said where only administrators connect systems. */
export const CONNECTIONS_DENIED = {
  title: 'Your role may not manage connections',
  words: 'Administrators may. Ask one of them, or sign in as one.',
};
