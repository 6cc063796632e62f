import { Select, TextInput } from '@mantine/core';
import classes from './dialog.module.css';
import type { SourceFaults, SourceForm } from './prior-source-form';

const WAYS = [
  { value: 'get', label: 'C-GET: over our own call' },
  { value: 'move', label: 'C-MOVE: it calls us back' },
];

interface Props {
  form: SourceForm;
  faults: SourceFaults;
  peers: readonly string[];
  onChange: (part: Partial<SourceForm>) => void;
}

/** How the archive is asked. */
export function PriorArchiveFields({ form, faults, peers, onChange }: Props) {
  if (form.kind === 'dimse')
    return (
      <div className={classes.pair}>
        <Select
          label="DICOM peer"
          placeholder={peers.length === 0 ? 'Add one with host and port first' : 'AE title'}
          data={[...new Set([...peers, ...(form.aeTitle ? [form.aeTitle] : [])])]}
          value={form.aeTitle || null}
          error={faults.aeTitle}
          onChange={(aeTitle) => onChange({ aeTitle: aeTitle ?? '' })}
        />
        <Select
          label="Fetched by"
          data={WAYS}
          allowDeselect={false}
          value={form.retrieve}
          onChange={(way) => onChange({ retrieve: way === 'move' ? 'move' : 'get' })}
        />
      </div>
    );
  return (
    <div className={classes.pair}>
      <TextInput
        label="Address of the service"
        placeholder="https://pacs.example/dicom-web"
        value={form.baseUrl}
        error={faults.baseUrl}
        onChange={(event) => onChange({ baseUrl: event.currentTarget.value })}
      />
      <TextInput
        label="Secret with its Authorization header"
        placeholder="none"
        value={form.authorizationSecret}
        onChange={(event) => onChange({ authorizationSecret: event.currentTarget.value })}
      />
    </div>
  );
}
