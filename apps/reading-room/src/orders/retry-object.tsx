import { Button } from '@mantine/core';
import type { QuarantinedObject } from '@wetread/contracts';
import { useRef } from 'react';
import { sentence } from '../wording/words';
import { useRetryQuarantined } from './use-received';

interface Props {
  object: QuarantinedObject;
  /** What it is, for those who hear the button without its row. */
  name: string;
}

/** Lets an object that was turned away come in again, and says below if it is turned away again; the reason stands in its row. */
export function RetryObject({ object: { id, reasonCode }, name }: Props) {
  const retry = useRetryQuarantined();
  const button = useRef<HTMLButtonElement>(null);
  const again = retry.data?.turnedAway[0];
  return (
    <>
      <Button
        ref={button}
        size="compact-xs"
        variant="default"
        aria-label={`Try again: ${name}`}
        loading={retry.isPending}
        onClick={() => {
          const next = neighbourOf(button.current);
          retry.mutate([id], { onSuccess: ({ stored }) => stored > 0 && next?.focus() });
        }}
      >
        Try again
      </Button>
      <div aria-live="polite">
        {again && (
          <span data-tone="bad">
            {again.reasonCode === reasonCode ? 'Turned away again' : sentence(again.message)}
          </span>
        )}
      </div>
    </>
  );
}

/** Where the keyboard goes on when this row has left: another row's button, or the tab where there is none. */
function neighbourOf(button: HTMLButtonElement | null): HTMLElement | null {
  const row = button?.closest('tr');
  const near = [row?.nextElementSibling, row?.previousElementSibling];
  const other = near.map((one) => one?.querySelector('button')).find((one) => one);
  return other ?? document.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
}
