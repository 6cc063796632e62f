import { Button, Group, Modal, Textarea } from '@mantine/core';
import type { RoutingRule } from '@wetread/contracts';
import { useState } from 'react';
import { ProblemNotice } from '../components/problem-notice';
import { ChangePreview } from './change-preview';
import classes from './review-dialog.module.css';
import type { useRuleMutations } from './use-rules';

interface Props {
  rules: RoutingRule[];
  /** The newest version, which the rules become a successor of. */
  basedOn: number;
  /** The version that decides now. */
  active: number;
  mutations: ReturnType<typeof useRuleMutations>;
  onClose: () => void;
  onSaved: (version: number, activated: boolean) => void;
}

/** What a change would do to the latest studies, before it is saved; then saved as a new version, deciding or not. */
export function ReviewDialog({ rules, basedOn, active, mutations, onClose, onSaved }: Props) {
  const [comment, setComment] = useState('');
  const { save } = mutations;
  const submit = (activate: boolean): void =>
    save.mutate(
      { basedOn, rules, comment: comment.trim(), replaces: activate ? active : null },
      { onSuccess: (version) => onSaved(version, activate) },
    );
  return (
    <Modal opened onClose={onClose} title="Save these rules" size="xl">
      <div className={classes.body}>
        <ChangePreview rules={rules} />
        <Textarea
          label="Comment"
          description="Kept with the version: what was changed and why."
          autosize
          minRows={2}
          maxRows={5}
          maxLength={500}
          data-autofocus
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        {save.isError && <ProblemNotice error={save.error} compact />}
      </div>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Go on editing
        </Button>
        <Button variant="default" disabled={save.isPending} onClick={() => submit(false)}>
          Save, decide nothing yet
        </Button>
        <Button loading={save.isPending} onClick={() => submit(true)}>
          Save and activate
        </Button>
      </Group>
    </Modal>
  );
}
