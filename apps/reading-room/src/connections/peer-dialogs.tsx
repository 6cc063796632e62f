import { useDestinations } from '../deliveries/use-deliveries';
import { PeerDialog } from './peer-dialog';
import { removalWords } from './peer-uses';
import { RemoveDialog } from './remove-dialog';
import { usePriorSources } from './use-connections';
import type { PeerDesk } from './use-peer-desk';

/** What is open over the list of peers. */
export function PeerDialogs({ desk: { editing, removing, titles, mutations, close } }: { desk: PeerDesk }) {
  const destinations = useDestinations();
  const sources = usePriorSources();
  return (
    <>
      {editing && (
        <PeerDialog
          initial={editing.form}
          known={editing.known}
          taken={titles}
          save={mutations.save}
          onClose={close}
        />
      )}
      {removing !== null && (
        <RemoveDialog
          name={removing}
          consequence={removalWords(removing, destinations.data ?? [], sources.data ?? [])}
          remove={mutations.remove}
          onClose={close}
        />
      )}
    </>
  );
}
