import { Modal, SegmentedControl } from '@mantine/core';
import { DestinationKind } from '@wetread/contracts';
import { useState } from 'react';
import { DialogFoot } from '../connections/dialog-foot';
import classes from '../connections/dialog.module.css';
import { useFaultFocus } from '../connections/use-fault-focus';
import { ContentFields } from './content-fields';
import { KIND_WORDS } from './delivery-words';
import { type DestinationFaults, faultsOf, refusedFields } from './destination-faults';
import { TextField } from './destination-field';
import { type DestinationForm, ofKind, settingsOf } from './destination-form';
import { KIND_ABOUT } from './destination-words';
import { PatienceFields } from './patience-fields';
import { TargetFields } from './target-fields';
import type { useDestinationMutations } from './use-deliveries';

const KINDS = DestinationKind.options.map((value) => ({ value, label: KIND_WORDS[value] }));

interface Props {
  /** `null`: one that is added. */
  id: string | null;
  initial: DestinationForm;
  /** Names of other destinations. */
  taken: readonly string[];
  save: ReturnType<typeof useDestinationMutations>['save'];
  onClose: () => void;
}

/** Adds a receiver of results, or changes it. */
export function DestinationDialog({ id, initial, taken, save, onClose }: Props) {
  const [form, setForm] = useState(initial);
  const [refused, setRefused] = useState<DestinationFaults>({});
  const { form: element, tried, trySending, startAnew } = useFaultFocus();
  const found = faultsOf(form, taken);
  const part = {
    form,
    faults: tried ? { ...refused, ...found } : {},
    onChange: (change: Partial<DestinationForm>): void => {
      setForm({ ...form, ...change });
      setRefused({});
      save.reset();
    },
  };
  const onError = (error: Error): void => {
    setRefused(refusedFields(error));
    trySending();
  };
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    if (Object.keys(found).length > 0) {
      trySending();
      return;
    }
    save.mutate({ id, body: settingsOf(form) }, { onSuccess: onClose, onError });
  };
  const isAtField = Object.keys(refused).length > 0;
  return (
    <Modal opened onClose={onClose} title={id ? `Edit ${initial.name}` : 'Add a destination'} size="lg">
      <form ref={element} onSubmit={submit} noValidate className={classes.form}>
        <TextField
          part={part}
          field="name"
          label="Name"
          description="Routing rules and the ledger call it by this name."
          data-autofocus
          required
          maxLength={100}
        />
        {id === null && (
          <SegmentedControl
            aria-label="Kind of destination"
            data={KINDS}
            value={form.kind}
            onChange={(kind) => {
              part.onChange(ofKind(DestinationKind.parse(kind)));
              startAnew();
            }}
          />
        )}
        <p className={classes.words}>{KIND_ABOUT[form.kind]}</p>
        <TargetFields {...part} />
        <ContentFields {...part} />
        <PatienceFields {...part} />
        <DialogFoot
          save={{ ...save, isError: save.isError && !isAtField }}
          known={id !== null}
          onClose={onClose}
        />
      </form>
    </Modal>
  );
}
