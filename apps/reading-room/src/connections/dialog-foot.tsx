import { Button, Group } from '@mantine/core';
import { ProblemNotice } from '../components/problem-notice';

interface Props {
  save: { isError: boolean; isPending: boolean; error: unknown };
  /** Whether something is changed instead of added. */
  known: boolean;
  onClose: () => void;
}

/** How saving went wrong, and the way out of a dialog. */
export function DialogFoot({ save, known, onClose }: Props) {
  return (
    <>
      {save.isError && <ProblemNotice error={save.error} compact />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={save.isPending}>
          {known ? 'Save' : 'Add'}
        </Button>
      </Group>
    </>
  );
}
