import { Button, Group, Modal } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { ProblemNotice } from '../components/problem-notice';
import classes from './dialog.module.css';

interface Props {
  name: string;
  /** What follows from it. */
  consequence: string;
  remove: UseMutationResult<void, Error, string>;
  onClose: () => void;
}

/** Asks before a connection is forgotten. */
export function RemoveDialog({ name, consequence, remove, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={`Remove ${name}?`} size="md">
      <div className={classes.form}>
        <p className={classes.words}>{consequence}</p>
        {remove.isError && <ProblemNotice error={remove.error} compact />}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            Keep it
          </Button>
          <Button
            color="red"
            loading={remove.isPending}
            onClick={() => remove.mutate(name, { onSuccess: onClose })}
          >
            Remove
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
