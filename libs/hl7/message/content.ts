import { standardDelimiters as delimiters } from './delimiters';
import { escapeText } from './escape';

/** A component, or its sub-components. */
type ComponentContent = string | null | undefined | readonly (string | null | undefined)[];
/** One value of a field: text, or its components. */
type RepetitionContent = string | null | undefined | readonly ComponentContent[];

class Repeated {
  constructor(readonly values: readonly RepetitionContent[]) {}
}

/** What a field holds. Plain text; `['a', 'b']` components; `['a', ['b', 'c']]` sub-components; see {@link repeat}. */
export type FieldContent = RepetitionContent | Repeated;

/** A segment to be built: its fields by number, as the standard counts them. */
export interface SegmentContent {
  name: string;
  fields: Readonly<Record<number, FieldContent>>;
}

/** A field with several values: `repeat(['1', '', '', 'A'], ['2', '', '', 'B'])`. */
export const repeat = (...values: readonly RepetitionContent[]): FieldContent => new Repeated(values);

export const segment = (name: string, fields: SegmentContent['fields']): SegmentContent => ({ name, fields });

// Empty values at the end are left out, with their delimiters (2.10 c).
const joined = (parts: readonly string[], delimiter: string): string => {
  const last = parts.findLastIndex((part) => part !== '');
  return parts.slice(0, last + 1).join(delimiter);
};

const text = (value: string | null | undefined): string => escapeText(value ?? '');

const component = (value: ComponentContent): string =>
  typeof value === 'string' || !value ? text(value) : joined(value.map(text), delimiters.subComponent);

const repetition = (value: RepetitionContent): string =>
  typeof value === 'string' || !value ? text(value) : joined(value.map(component), delimiters.component);

const encodeField = (content: FieldContent): string =>
  content instanceof Repeated
    ? content.values.map(repetition).join(delimiters.repetition)
    : repetition(content);

/** The fields as they stand in the message, from field 1 on, trailing empty ones left out. */
export function encodeFields({ fields }: SegmentContent): string[] {
  const last = Math.max(0, ...Object.keys(fields).map(Number));
  const encoded = Array.from({ length: last }, (_, index) => encodeField(fields[index + 1]));
  return encoded.slice(0, encoded.findLastIndex((field) => field !== '') + 1);
}
