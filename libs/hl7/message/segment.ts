import type { CharacterSetName } from './character-set';
import type { Delimiters } from './delimiters';
import { unescapeText } from './escape';
import { fieldPath, type FieldPath } from './path';

/** Two quotation marks: "delete the value that you hold", where an empty field says nothing (2.5.3). */
export const HL7_NULL = '""';

/** How the text of a message is read. */
export interface Reading {
  delimiters: Delimiters;
  characterSet: CharacterSetName;
}

/** One value of a field. */
export interface Repetition {
  /** The whole value, unescaped; of a value with components only useful to tell whether it is empty. */
  readonly text: string;
  /** Component `number` from 1, sub-component from 1; `''` when absent. */
  part(component: number, subComponent?: number): string;
}

/** A segment as it stands in the message; values are unescaped when they are read. */
export class Segment {
  constructor(
    readonly name: string,
    /** Fields from number 1 on, still escaped. */
    readonly fields: readonly string[],
    private readonly reading: Reading,
  ) {}

  /** `field('3[2].4.1')`; `''` when absent. A path without a component gives the whole value. */
  field(path: string): string {
    return this.at(fieldPath(path));
  }

  /** {@link field} for a parsed path. */
  at({ field, repetition, component, subComponent }: FieldPath): string {
    const value = this.repetitions(field)[repetition - 1];
    if (!value) return '';
    return component === null ? value.text : value.part(component, subComponent ?? 1);
  }

  /** The values of a field; none when it is empty. */
  repetitions(field: number): Repetition[] {
    const encoded = this.fields[field - 1] ?? '';
    if (encoded === '') return [];
    // MSH-1 and MSH-2 are the delimiters themselves.
    if (this.name === 'MSH' && field <= 2) return [{ text: encoded, part: () => encoded }];
    return encoded.split(this.reading.delimiters.repetition).map((value) => this.repetition(value));
  }

  private repetition(encoded: string): Repetition {
    const { delimiters, characterSet } = this.reading;
    const plain = (value: string): string => unescapeText(value, delimiters, characterSet);
    return {
      get text() {
        return plain(encoded);
      },
      part: (component, subComponent = 1) =>
        plain(
          encoded.split(delimiters.component)[component - 1]?.split(delimiters.subComponent)[
            subComponent - 1
          ] ?? '',
        ),
    };
  }
}
