import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { AppFrame } from '../components/app-frame';
import { EmptyState } from '../components/empty-state';

export function NotFoundPage() {
  return (
    <AppFrame>
      <EmptyState
        title="There is no page here"
        action={
          <Button component={Link} href="/" variant="default">
            To the worklist
          </Button>
        }
      />
    </AppFrame>
  );
}
