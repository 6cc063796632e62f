import { NumberInput, type NumberInputProps, TextInput, type TextInputProps } from '@mantine/core';
import type { DestinationFaults } from './destination-faults';
import type { DestinationForm } from './destination-form';

/** The form that a part of the dialog shows. */
export interface FormPart {
  form: DestinationForm;
  faults: DestinationFaults;
  onChange: (part: Partial<DestinationForm>) => void;
}

type FieldOf<Value> = {
  [Field in keyof DestinationForm]: DestinationForm[Field] extends Value
    ? Value extends DestinationForm[Field]
      ? Field
      : never
    : never;
}[keyof DestinationForm];

interface TextProps extends Omit<TextInputProps, 'part' | 'onChange'> {
  part: FormPart;
  field: FieldOf<string>;
}

export function TextField({ part: { form, faults, onChange }, field, ...input }: TextProps) {
  return (
    <TextInput
      {...input}
      value={form[field]}
      error={faults[field]}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
    />
  );
}

interface NumberProps extends Omit<NumberInputProps, 'part' | 'onChange'> {
  part: FormPart;
  field: FieldOf<number | ''>;
}

/** Whole numbers. */
export function NumberField({ part: { form, faults, onChange }, field, ...input }: NumberProps) {
  return (
    <NumberInput
      {...input}
      min={1}
      allowDecimal={false}
      hideControls
      value={form[field]}
      error={faults[field]}
      onChange={(value) => onChange({ [field]: typeof value === 'number' ? value : '' })}
    />
  );
}
