import type { Destination } from '@wetread/contracts';
import { useState } from 'react';
import { EMPTY_DESTINATION, formOf, type DestinationForm } from './destination-form';
import { useDestinationMutations, useDestinations } from './use-deliveries';

interface Editing {
  /** `null`: one that is added. */
  readonly id: string | null;
  readonly form: DestinationForm;
}

/** The destinations, and which of them is being added, changed or retired. */
export function useDestinationDesk() {
  const destinations = useDestinations();
  const mutations = useDestinationMutations();
  const [editing, setEditing] = useState<Editing | null>(null);
  const [retiring, setRetiring] = useState<Destination | null>(null);
  const list: readonly Destination[] = destinations.data ?? [];
  const open = (opened: Editing): void => {
    mutations.save.reset();
    setEditing(opened);
  };
  return {
    destinations,
    mutations,
    list,
    editing,
    retiring,
    add: () => open({ id: null, form: EMPTY_DESTINATION }),
    edit: (destination: Destination) => open({ id: destination.id, form: formOf(destination) }),
    retire: (destination: Destination) => {
      mutations.retire.reset();
      setRetiring(destination);
    },
    close: () => {
      setEditing(null);
      setRetiring(null);
    },
  };
}

export type DestinationDesk = ReturnType<typeof useDestinationDesk>;
