import { Button, Checkbox, Group, Modal } from '@mantine/core';
import type { Destination } from '@wetread/contracts';
import { useState } from 'react';
import { isFault } from '../api/api-fault';
import { ProblemNotice } from '../components/problem-notice';
import dialog from '../connections/dialog.module.css';
import { counted } from '../wording/words';
import { undeliveredIn } from './destination-words';
import type { useDestinationMutations } from './use-deliveries';

interface Props {
  /** As it is now: deliveries arrive while one reads. */
  destination: Destination;
  retire: ReturnType<typeof useDestinationMutations>['retire'];
  onClose: () => void;
}

/** Asks before a destination retires, and whether what it has not got is given up. */
export function RetireDialog({ destination, retire, onClose }: Props) {
  const [givesUp, setGivesUp] = useState(false);
  const left = undeliveredIn(destination);
  const isHeld = isFault(retire.error, 'delivery.undelivered-remain');
  const { id, name } = destination;
  return (
    <Modal opened onClose={onClose} title={`Retire ${name}?`} size="md">
      <div className={dialog.form}>
        <p className={dialog.words}>
          It gets nothing any more, corrections neither: tell its owner if it holds results. The ledger goes
          on naming it, and its name is free for another. This is not undone.
        </p>
        {(left > 0 || isHeld) && (
          <Checkbox
            label={`Give up ${counted(left, 'delivery', 'deliveries')} that did not arrive`}
            description="Each is noted in the audit trail."
            checked={givesUp}
            error={isHeld && !givesUp && 'They have not arrived. Let them arrive, or give them up.'}
            onChange={(event) => setGivesUp(event.currentTarget.checked)}
          />
        )}
        {retire.isError && !isHeld && <ProblemNotice error={retire.error} compact />}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            Keep it
          </Button>
          <Button
            color="red"
            loading={retire.isPending}
            onClick={() =>
              retire.mutate({ id, undelivered: givesUp ? 'skip' : 'refuse' }, { onSuccess: onClose })
            }
          >
            Retire
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
