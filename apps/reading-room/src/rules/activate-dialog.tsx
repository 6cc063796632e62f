import { Button, Group, Loader, Modal } from '@mantine/core';
import { ProblemNotice } from '../components/problem-notice';
import { ChangePreview } from './change-preview';
import classes from './review-dialog.module.css';
import { useRuleSet, type useRuleMutations } from './use-rules';

interface Props {
  version: number;
  /** The version that decides now. */
  active: number;
  activate: ReturnType<typeof useRuleMutations>['activate'];
  onClose: () => void;
  onDone: () => void;
}

/** Lets a stored version decide, after showing what that does to the latest studies. */
export function ActivateDialog({ version, active, activate, onClose, onDone }: Props) {
  const set = useRuleSet(version);
  return (
    <Modal opened onClose={onClose} title={`Activate version ${version}`} size="xl">
      <div className={classes.body}>
        {set.isPending && <Loader size="sm" aria-label="Fetching the version" />}
        {set.isError && <ProblemNotice error={set.error} compact onRetry={() => void set.refetch()} />}
        {set.data && <ChangePreview rules={set.data.rules} />}
        {activate.isError && <ProblemNotice error={activate.error} compact />}
      </div>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Keep version {active}
        </Button>
        <Button
          loading={activate.isPending}
          disabled={!set.data}
          data-autofocus
          onClick={() => activate.mutate({ version, replaces: active }, { onSuccess: onDone })}
        >
          Activate
        </Button>
      </Group>
    </Modal>
  );
}
