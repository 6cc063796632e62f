import { Button, Group, Modal, Text } from '@mantine/core';
import { useEffect, useSyncExternalStore } from 'react';
import { unsavedWork } from './unsaved-work';

/** Asks before unsaved sentences are thrown away: by a link, by the back button, by closing the tab. */
export function UnsavedGuard() {
  const { dirty, wanted } = useSyncExternalStore(unsavedWork.subscribe, unsavedWork.get);
  useEffect(() => {
    if (!dirty) return;
    const here = window.location.href;
    const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
    const onBack = (event: PopStateEvent): void => {
      // The browser has already gone back; stand here again until the reader has answered.
      event.stopImmediatePropagation();
      window.history.pushState(null, '', here);
      unsavedWork.leave(() => window.history.back());
    };
    window.addEventListener('beforeunload', onUnload);
    window.addEventListener('popstate', onBack, { capture: true });
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      window.removeEventListener('popstate', onBack, { capture: true });
    };
  }, [dirty]);
  return (
    <Modal opened={wanted !== null} onClose={unsavedWork.stay} title="Leave without saving?" size="sm">
      <Text size="sm" c="dark.1">
        You changed sentences of this report that are not saved as a revision yet.
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
