import type { ApplicationEntity } from '@wetread/contracts';
import { useState } from 'react';
import { EMPTY_PEER, formOf, type PeerForm } from './peer-form';
import { usePeerContacts, usePeerMutations, usePeers } from './use-connections';

interface Editing {
  readonly form: PeerForm;
  readonly known: boolean;
}

/** The peers, who has called, and which of them is being added, changed or removed. */
export function usePeerDesk() {
  const peers = usePeers();
  const contacts = usePeerContacts();
  const mutations = usePeerMutations();
  const [editing, setEditing] = useState<Editing | null>(null);
  const [removing, setRemoving] = useState<string | null>(null);
  const list: readonly ApplicationEntity[] = peers.data ?? [];
  const titles = list.map(({ aeTitle }) => aeTitle);
  const open = (form: PeerForm, known: boolean): void => {
    mutations.save.reset();
    setEditing({ form, known });
  };
  return {
    peers,
    contacts,
    mutations,
    list,
    titles,
    strangers: (contacts.data ?? []).filter(({ aeTitle }) => !titles.includes(aeTitle)),
    editing,
    removing,
    add: (known: Partial<PeerForm> = {}) => open({ ...EMPTY_PEER, ...known }, false),
    edit: (peer: ApplicationEntity) => open(formOf(peer), true),
    remove: ({ aeTitle }: ApplicationEntity) => {
      mutations.remove.reset();
      setRemoving(aeTitle);
    },
    close: () => {
      setEditing(null);
      setRemoving(null);
    },
  };
}

export type PeerDesk = ReturnType<typeof usePeerDesk>;
