import { Checkbox, Modal, NumberInput, TagsInput, TextInput } from '@mantine/core';
import { PeerRight } from '@wetread/contracts';
import { useState } from 'react';
import { DialogFoot } from './dialog-foot';
import classes from './dialog.module.css';
import { faultsOf, requestOf, type PeerForm } from './peer-form';
import { PeerTlsFields } from './peer-tls-fields';
import { RIGHT_WORDS } from './peer-words';
import type { usePeerMutations } from './use-connections';
import { useFaultFocus } from './use-fault-focus';

interface Props {
  initial: PeerForm;
  /** Its AE title is settled: what is known under it is replaced. */
  known: boolean;
  /** AE titles that are registered already. */
  taken: readonly string[];
  save: ReturnType<typeof usePeerMutations>['save'];
  onClose: () => void;
}

/** Registers a DICOM peer, or changes what is known of it. */
export function PeerDialog({ initial, known, taken, save, onClose }: Props) {
  const [form, setForm] = useState(initial);
  const { form: element, tried, trySending } = useFaultFocus();
  const found = faultsOf(form, known ? [] : taken);
  const faults = tried ? found : {};
  const change = (part: Partial<PeerForm>): void => setForm({ ...form, ...part });
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    if (Object.keys(found).length > 0) {
      trySending();
      return;
    }
    save.mutate({ aeTitle: form.aeTitle.trim(), body: requestOf(form) }, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={known ? `Edit ${initial.aeTitle}` : 'Add a DICOM peer'} size="lg">
      <form ref={element} onSubmit={submit} noValidate className={classes.form}>
        <TextInput
          label="AE title"
          description="As it calls itself; upper and lower case matter."
          data-autofocus
          required
          disabled={known}
          maxLength={16}
          value={form.aeTitle}
          error={faults.aeTitle}
          onChange={(event) => change({ aeTitle: event.currentTarget.value })}
        />
        <Rights rights={form.rights} onChange={(rights) => change({ rights })} />
        <TagsInput
          label="Calls from"
          description="IP addresses or ranges, Enter after each; any address when empty."
          placeholder={form.addresses.length === 0 ? '10.1.0.0/16' : ''}
          value={form.addresses}
          error={faults.addresses}
          splitChars={[',', ' ', ';']}
          onChange={(addresses) => change({ addresses })}
        />
        <div className={classes.pair}>
          <TextInput
            label="Listens at"
            description="Host or address; nothing when it only calls."
            placeholder="pacs.example"
            value={form.host}
            error={faults.host}
            onChange={(event) => change({ host: event.currentTarget.value })}
          />
          <NumberInput
            label="Port"
            description="Often 104 or 11112."
            min={1}
            max={65_535}
            allowDecimal={false}
            hideControls
            value={form.port}
            error={faults.port}
            onChange={(port) => change({ port: typeof port === 'number' ? port : '' })}
          />
        </div>
        <PeerTlsFields form={form} faults={faults} onChange={change} />
        <DialogFoot save={save} known={known} onClose={onClose} />
      </form>
    </Modal>
  );
}

interface RightsProps {
  rights: PeerForm['rights'];
  onChange: (rights: PeerForm['rights']) => void;
}

function Rights({ rights, onChange }: RightsProps) {
  return (
    <Checkbox.Group
      label="It may"
      value={rights}
      onChange={(values) => onChange(PeerRight.options.filter((right) => values.includes(right)))}
    >
      <div className={classes.checks}>
        {PeerRight.options.map((right) => (
          <Checkbox
            key={right}
            value={right}
            label={RIGHT_WORDS[right].name}
            description={RIGHT_WORDS[right].about}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}
