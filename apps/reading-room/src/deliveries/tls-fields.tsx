import { Switch } from '@mantine/core';
import classes from '../connections/dialog.module.css';
import { type FormPart, TextField } from './destination-field';

interface Props {
  part: FormPart;
  label: string;
  description: string;
}

/** Certificates and keys by the names of their files in the secrets folder. */
export function TlsFields({ part, label, description }: Props) {
  const { form, onChange } = part;
  return (
    <>
      <Switch
        label={label}
        description={description}
        checked={form.usesTls}
        onChange={(event) => onChange({ usesTls: event.currentTarget.checked })}
      />
      {form.usesTls && (
        <div className={classes.nested}>
          <div className={classes.pair}>
            <TextField
              part={part}
              field="caSecret"
              label="Authorities"
              description="Those of the system when empty."
              placeholder="name.pem"
            />
            <TextField
              part={part}
              field="certificateSecret"
              label="Our certificate"
              description="For a receiver that asks for one."
              placeholder="name.pem"
            />
            <TextField
              part={part}
              field="keySecret"
              label="Our key"
              description="Of that certificate."
              placeholder="name.key"
            />
          </div>
        </div>
      )}
    </>
  );
}
