import { Button } from '@mantine/core';
import classes from './test-button.module.css';

interface Props {
  /** What is tested. */
  name: string;
  isPending: boolean;
  /** How it went; `null` before it was tried. */
  outcome: { readonly isWell: boolean; readonly words: string } | null;
  onTest: () => void;
}

/** Calls a peer, and says beside the button how it went. */
export function TestButton({ name, isPending, outcome, onTest }: Props) {
  return (
    <div className={classes.testing}>
      <Button
        size="compact-xs"
        flex="none"
        variant="default"
        aria-label={`Test ${name}`}
        loading={isPending}
        onClick={onTest}
      >
        Test
      </Button>
      <span aria-live="polite">
        {isPending && 'Calling'}
        {!isPending && outcome && <span data-tone={outcome.isWell ? 'good' : 'bad'}>{outcome.words}</span>}
      </span>
    </div>
  );
}
