import { Checkbox, Switch } from '@mantine/core';
import { DeliveryFormat, formatsOfKind } from '@wetread/contracts';
import classes from '../connections/dialog.module.css';
import type { FormPart } from './destination-field';
import { DELIVERY_FORMAT_WORDS } from './delivery-words';
import { FORMAT_ABOUT } from './destination-words';

/** What goes there, and when. */
export function ContentFields(part: FormPart) {
  const { form, onChange } = part;
  return (
    <>
      {formatsOfKind[form.kind].length > 1 && <Formats {...part} />}
      <div className={classes.pair}>
        <Switch
          label="Drafts too"
          description="Also what a model drafted and nobody has signed, as preliminary."
          checked={form.sends === 'drafts-too'}
          onChange={(event) => onChange({ sends: event.currentTarget.checked ? 'drafts-too' : 'signed' })}
        />
        <Switch
          label="Active"
          description="Off: it gets nothing new, and what waits goes on waiting."
          checked={form.active}
          onChange={(event) => onChange({ active: event.currentTarget.checked })}
        />
      </div>
    </>
  );
}

function Formats({ form, faults, onChange }: FormPart) {
  const taken: readonly DeliveryFormat[] = formatsOfKind[form.kind];
  return (
    <Checkbox.Group
      label="It gets"
      value={[...form.formats]}
      error={faults.formats}
      onChange={(values) => onChange({ formats: taken.filter((format) => values.includes(format)) })}
    >
      <div className={classes.checks}>
        {taken.map((format) => (
          <Checkbox
            key={format}
            value={format}
            label={DELIVERY_FORMAT_WORDS[format]}
            description={FORMAT_ABOUT[format]}
            aria-invalid={faults.formats !== undefined}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}
