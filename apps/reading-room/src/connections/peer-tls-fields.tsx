import { Checkbox, Switch, TextInput } from '@mantine/core';
import classes from './dialog.module.css';
import type { PeerFaults, PeerForm } from './peer-form';

interface Props {
  form: PeerForm;
  faults: PeerFaults;
  onChange: (part: Partial<PeerForm>) => void;
}

const SECRETS = [
  ['ca', 'Authorities', 'Who signs the peer’s certificate.'],
  ['certificate', 'Our certificate', 'For a peer that asks for one.'],
  ['key', 'Our key', 'Of that certificate.'],
] as const;

/** TLS in both directions; certificates and keys by the names of their secrets, never by their content. */
export function PeerTlsFields({ form, faults, onChange }: Props) {
  return (
    <>
      <Switch
        label="TLS"
        description="Encrypted in both directions. Certificates lie in the secrets folder and are named here."
        checked={form.usesTls}
        onChange={(event) => onChange({ usesTls: event.currentTarget.checked })}
      />
      {form.usesTls && (
        <div className={classes.nested}>
          <Checkbox
            label="Refuse its calls without TLS"
            checked={form.refusePlain}
            onChange={(event) => onChange({ refusePlain: event.currentTarget.checked })}
          />
          <div className={classes.pair}>
            {SECRETS.map(([field, label, description]) => (
              <TextInput
                key={field}
                label={label}
                description={description}
                placeholder="name.pem"
                value={form[field]}
                error={faults[field]}
                onChange={(event) => onChange({ [field]: event.currentTarget.value })}
              />
            ))}
            <TextInput
              label="Name in its certificate"
              description="When it is another than the host."
              value={form.serverName}
              maxLength={253}
              onChange={(event) => onChange({ serverName: event.currentTarget.value })}
            />
          </div>
        </div>
      )}
    </>
  );
}
