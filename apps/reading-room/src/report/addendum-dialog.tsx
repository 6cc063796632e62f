import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ProblemNotice } from '../components/problem-notice';
import type { ReportMutations } from './use-report-mutations';
import classes from './report-dialogs.module.css';

interface Props {
  append: ReportMutations['append'];
  onClose: () => void;
  onDone: () => void;
}

/** Adds to a signed report; what was signed stays as it is. */
export function AddendumDialog({ append, onClose, onDone }: Props) {
  const [text, setText] = useState('');
  return (
    <Modal opened onClose={onClose} title="Addendum" size="lg">
      <div className={classes.body}>
        <Textarea
          label="What to add"
          description="It is signed with your name at once. The signed text stays as it is."
          autosize
          minRows={4}
          maxRows={14}
          maxLength={5000}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {append.isError && <ProblemNotice error={append.error} compact />}
      </div>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          disabled={text.trim() === ''}
          loading={append.isPending}
          onClick={() => append.mutate(text.trim(), { onSuccess: onDone })}
        >
          Sign the addendum
        </Button>
      </Group>
    </Modal>
  );
}
