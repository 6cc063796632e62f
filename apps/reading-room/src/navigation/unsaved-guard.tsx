import { Button, Group, Modal, Text } from '@mantine/core';
import { useEffect, useSyncExternalStore } from 'react';
import { unsavedWork } from './unsaved-work';

/** Asks before unsaved work is thrown away: by a link, by the back button, by closing the tab. */
export function UnsavedGuard() {
  const { dirty, wanted } = useSyncExternalStore(unsavedWork.subscribe, unsavedWork.get);
  useEffect(() => {
    if (!dirty) return;
    const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', onUnload);
    return () => window.removeEventListener('beforeunload', onUnload);
  }, [dirty]);
  return (
    <Modal opened={wanted !== null} onClose={unsavedWork.stay} title="Leave without saving?" size="sm">
      <Text size="sm" c="dark.1">
        What you changed on this page is not saved yet.
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={unsavedWork.discard}>
          Discard changes
        </Button>
        <Button onClick={unsavedWork.stay} data-autofocus>
          Keep editing
        </Button>
      </Group>
    </Modal>
  );
}
