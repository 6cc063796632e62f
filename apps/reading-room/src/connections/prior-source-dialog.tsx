import { Modal, NumberInput, SegmentedControl, Switch, TagsInput, TextInput } from '@mantine/core';
import type { PriorSource } from '@wetread/contracts';
import { useState } from 'react';
import { DialogFoot } from './dialog-foot';
import classes from './dialog.module.css';
import { PriorArchiveFields } from './prior-archive-fields';
import { EMPTY_SOURCE, sourceBody, sourceFaults, sourceForm, type SourceForm } from './prior-source-form';
import type { usePriorSourceMutations } from './use-connections';
import { useFaultFocus } from './use-fault-focus';

interface Props {
  known: PriorSource | null;
  taken: readonly string[];
  /** Registered peers that can be called. */
  peers: readonly string[];
  save: ReturnType<typeof usePriorSourceMutations>['save'];
  onClose: () => void;
}

const KINDS = [
  { value: 'dimse', label: 'DICOM peer' },
  { value: 'dicomweb', label: 'DICOMweb' },
];

/** Adds an archive that is asked for earlier studies, or changes it. */
export function PriorSourceDialog({ known, taken, peers, save, onClose }: Props) {
  const [form, setForm] = useState<SourceForm>(known ? sourceForm(known) : EMPTY_SOURCE);
  const { form: element, tried, trySending } = useFaultFocus();
  const found = sourceFaults(form, known ? [] : taken);
  const faults = tried ? found : {};
  const change = (part: Partial<SourceForm>): void => setForm({ ...form, ...part });
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    if (Object.keys(found).length > 0) {
      trySending();
      return;
    }
    save.mutate({ name: form.name, body: sourceBody(form, known) }, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={known ? `Edit ${known.name}` : 'Add a source of priors'} size="lg">
      <form ref={element} onSubmit={submit} noValidate className={classes.form}>
        <TextInput
          label="Name"
          required
          disabled={known !== null}
          data-autofocus
          maxLength={64}
          value={form.name}
          error={faults.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <SegmentedControl
          aria-label="Kind of source"
          data={KINDS}
          value={form.kind}
          onChange={(kind) => change({ kind: kind === 'dimse' ? 'dimse' : 'dicomweb' })}
        />
        <PriorArchiveFields form={form} faults={faults} peers={peers} onChange={change} />
        <Relevance form={form} fault={faults.modalities} onChange={change} />
        <Switch
          label="Ask it"
          checked={form.active}
          onChange={(event) => change({ active: event.currentTarget.checked })}
        />
        <DialogFoot save={save} known={known !== null} onClose={onClose} />
      </form>
    </Modal>
  );
}

interface RelevanceProps {
  form: SourceForm;
  fault: string | undefined;
  onChange: (part: Partial<SourceForm>) => void;
}

function Relevance({ form, fault, onChange }: RelevanceProps) {
  return (
    <div className={classes.pair}>
      <TagsInput
        label="Modalities"
        description="Of studies worth fetching."
        maxTags={20}
        value={form.modalities}
        error={fault}
        onChange={(modalities) => onChange({ modalities: modalities.map((one) => one.toUpperCase()) })}
      />
      <TagsInput
        label="Body parts"
        description="Words of which one must occur."
        maxTags={20}
        value={form.bodyParts}
        onChange={(bodyParts) => onChange({ bodyParts })}
      />
      <NumberInput
        label="Not older than"
        suffix=" years"
        min={1}
        max={150}
        allowDecimal={false}
        value={form.maxAgeYears}
        onChange={(years) => typeof years === 'number' && years >= 1 && onChange({ maxAgeYears: years })}
      />
      <NumberInput
        label="At most"
        suffix=" studies"
        min={1}
        max={20}
        allowDecimal={false}
        value={form.maxStudies}
        onChange={(count) => typeof count === 'number' && count >= 1 && onChange({ maxStudies: count })}
      />
    </div>
  );
}
