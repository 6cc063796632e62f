import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { CentredPage } from './centred-page';
import { EmptyState } from './empty-state';

interface State {
  readonly failed: boolean;
}

/** The last net: a fault in the page's own code is told, never a white screen. */
export class FaultBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <CentredPage>
        <EmptyState
          title="This page broke"
          action={<Button onClick={() => window.location.reload()}>Reload the page</Button>}
        >
          Nothing that was saved is lost. Reload to go on; if it happens again, tell whoever runs Wetread.
        </EmptyState>
      </CentredPage>
    );
  }
}
