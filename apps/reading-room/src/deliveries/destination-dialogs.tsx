import { DestinationDialog } from './destination-dialog';
import { RetireDialog } from './retire-dialog';
import type { DestinationDesk } from './use-destination-desk';

/** What is open over the list of destinations. */
export function DestinationDialogs({ desk }: { desk: DestinationDesk }) {
  const { list, editing, retiring, mutations, close } = desk;
  return (
    <>
      {editing && (
        <DestinationDialog
          id={editing.id}
          initial={editing.form}
          taken={list.filter(({ id }) => id !== editing.id).map(({ name }) => name)}
          save={mutations.save}
          onClose={close}
        />
      )}
      {retiring && (
        <RetireDialog
          destination={list.find(({ id }) => id === retiring.id) ?? retiring}
          retire={mutations.retire}
          onClose={close}
        />
      )}
    </>
  );
}
