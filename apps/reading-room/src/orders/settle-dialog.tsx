import { Button, Group, Modal, Textarea } from '@mantine/core';
import type { ReviewedIdentityNote } from '@wetread/contracts';
import { useState } from 'react';
import dialog from '../connections/dialog.module.css';
import { ProblemNotice } from '../components/problem-notice';
import { noteSentence } from '../reading/identity-words';
import type { useSettleNote } from './use-received';

interface Props {
  note: ReviewedIdentityNote;
  settle: ReturnType<typeof useSettleNote>;
  onClose: () => void;
}

/** Somebody has looked, and says why the study is right as it is. */
export function SettleDialog({ note, settle, onClose }: Props) {
  const [reason, setReason] = useState('');
  const given = reason.trim();
  return (
    <Modal opened onClose={onClose} title="Settle this doubt" size="lg">
      <div className={dialog.form}>
        <p className={dialog.words}>{noteSentence(note)}</p>
        <Textarea
          label="Why the study is right as it is"
          description="Kept with the study, with your name. The study and its note stay as they are; the same doubt coming again stays settled."
          autosize
          minRows={2}
          maxRows={6}
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {settle.isError && <ProblemNotice error={settle.error} compact />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave it open
          </Button>
          <Button
            disabled={given === ''}
            loading={settle.isPending}
            onClick={() => settle.mutate({ id: note.id, reason: given }, { onSuccess: onClose })}
          >
            Settle
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
