import { Checkbox, Select } from '@mantine/core';
import classes from '../connections/dialog.module.css';
import { usePeers } from '../connections/use-connections';
import { type FormPart, NumberField, TextField } from './destination-field';
import { isPlain } from './destination-form';
import { HttpFields } from './http-fields';
import { TlsFields } from './tls-fields';

/** Where results go: what each kind of receiver wants to know. */
export function TargetFields(part: FormPart) {
  const { form } = part;
  if (form.kind === 'dicom') return <PeerField {...part} />;
  return (
    <>
      {form.kind === 'hl7-mllp' ? <MllpFields {...part} /> : <HttpFields {...part} />}
      {isPlain(form) && <PlainField {...part} />}
    </>
  );
}

function PeerField({ form, faults, onChange }: FormPart) {
  const peers = (usePeers().data ?? []).filter(({ host }) => host !== null).map(({ aeTitle }) => aeTitle);
  return (
    <Select
      label="DICOM peer"
      description="One that is registered under Connections with host and port."
      placeholder={peers.length === 0 ? 'None is registered yet' : 'AE title'}
      required
      data={[...new Set([...peers, ...(form.aeTitle ? [form.aeTitle] : [])])]}
      value={form.aeTitle || null}
      error={faults.aeTitle}
      onChange={(aeTitle) => onChange({ aeTitle: aeTitle ?? '' })}
    />
  );
}

function MllpFields(part: FormPart) {
  return (
    <>
      <div className={classes.pair}>
        <TextField part={part} field="host" label="Host" placeholder="ehr.example" required maxLength={253} />
        <NumberField part={part} field="port" label="Port" max={65_535} required />
        <TextField
          part={part}
          field="receivingApplication"
          label="Receiving application"
          description="MSH-5"
          required
        />
        <TextField
          part={part}
          field="receivingFacility"
          label="Receiving facility"
          description="MSH-6"
          required
        />
        <TextField part={part} field="sendingApplication" label="Our application" description="MSH-3" />
        <TextField part={part} field="sendingFacility" label="Our facility" description="MSH-4" />
      </div>
      <TlsFields part={part} label="TLS" description="Encrypted; its certificate is always verified." />
    </>
  );
}

/** The server knows what is another machine, and asks for it where it is needed. */
function PlainField({ form, faults, onChange }: FormPart) {
  return (
    <Checkbox
      label="Unencrypted to another machine"
      description={`${form.kind === 'webhook' ? 'Ids and links' : 'Names of patients'} cross the network in the clear. Not asked for within this machine.`}
      checked={form.allowPlain}
      error={faults.allowPlain}
      aria-invalid={faults.allowPlain !== undefined}
      onChange={(event) => onChange({ allowPlain: event.currentTarget.checked })}
    />
  );
}
