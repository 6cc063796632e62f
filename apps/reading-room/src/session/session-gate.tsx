import { Loader } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { ProblemNotice } from '../components/problem-notice';
import { CentredPage } from '../components/centred-page';
import { SignInPage } from '../pages/sign-in-page';
import { hasLinkToken } from './sign-in-link';
import { SessionContext, useSessionQuery } from './use-session';

/** Lets nobody past who is not signed in. */
export function SessionGate({ children }: { children: ReactNode }) {
  // A sign-in link wins over whoever is signed in already: it may name another reader.
  const [byLink, setByLink] = useState(hasLinkToken);
  const session = useSessionQuery(!byLink);
  if (byLink) return <SignInPage onSignedIn={() => setByLink(false)} />;
  if (session.isPending) {
    return (
      <CentredPage>
        <Loader aria-label="Opening the reading room" />
      </CentredPage>
    );
  }
  if (session.isError) {
    return (
      <CentredPage>
        <ProblemNotice error={session.error} onRetry={() => void session.refetch()} />
      </CentredPage>
    );
  }
  if (!session.data) return <SignInPage />;
  return <SessionContext value={session.data}>{children}</SessionContext>;
}
