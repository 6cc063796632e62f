import { Select } from '@mantine/core';
import type { DestinationAuthentication, DestinationKind } from '@wetread/contracts';
import classes from '../connections/dialog.module.css';
import { type FormPart, TextField } from './destination-field';
import { isPlain } from './destination-form';
import { TlsFields } from './tls-fields';

const ADDRESS: Partial<Record<DestinationKind, { description: string; placeholder: string }>> = {
  stow: {
    description: 'The root of the service, without /studies.',
    placeholder: 'https://pacs.example/dicom-web',
  },
  fhir: { description: 'The base of the FHIR server.', placeholder: 'https://ehr.example/fhir' },
  webhook: { description: 'Messages are posted to it.', placeholder: 'https://portal.example/wetread' },
};

const WAYS: readonly { value: DestinationAuthentication['kind']; label: string }[] = [
  { value: 'none', label: 'Nothing' },
  { value: 'bearer', label: 'A bearer token' },
  { value: 'basic', label: 'A name and a password' },
];

/** A receiver that speaks HTTP. Secrets are named, never typed here or shown. */
export function HttpFields(part: FormPart) {
  const { form, onChange } = part;
  return (
    <>
      <TextField part={part} field="url" label="Address" required type="url" {...ADDRESS[form.kind]} />
      {form.kind === 'webhook' && (
        <TextField
          part={part}
          field="signingSecret"
          label="Signing secret"
          description="Name of the file in the secrets folder that both sides hold."
          placeholder="portal-hmac"
          required
        />
      )}
      <div className={classes.pair}>
        <Select
          label="Signs in with"
          data={WAYS}
          allowDeselect={false}
          value={form.authentication}
          onChange={(way) =>
            onChange({ authentication: WAYS.find(({ value }) => value === way)?.value ?? 'none' })
          }
        />
        {form.authentication === 'bearer' && (
          <TextField
            part={part}
            field="tokenSecret"
            label="Secret with the token"
            placeholder="ehr-token"
            required
          />
        )}
        {form.authentication === 'basic' && (
          <>
            <TextField
              part={part}
              field="username"
              label="Name"
              autoComplete="off"
              required
              maxLength={200}
            />
            <TextField
              part={part}
              field="passwordSecret"
              label="Secret with the password"
              placeholder="ehr-password"
              required
            />
          </>
        )}
      </div>
      {!isPlain(form) && (
        <TlsFields
          part={part}
          label="Own authorities or certificate"
          description="When its certificate is not signed by an authority that the system trusts, or when it asks for ours."
        />
      )}
    </>
  );
}
