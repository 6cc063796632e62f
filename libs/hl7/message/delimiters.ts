/** The five characters that MSH-1 and MSH-2 declare (HL7 v2.5.1 section 2.5.4). */
export interface Delimiters {
  field: string;
  component: string;
  repetition: string;
  escape: string;
  subComponent: string;
}

/** What the standard suggests, and what every message of ours is built with. */
export const standardDelimiters: Delimiters = {
  field: '|',
  component: '^',
  repetition: '~',
  escape: '\\',
  subComponent: '&',
};

/** `null` when the header declares none, too few, a letter or a digit, or one character twice. */
export function delimitersOf(header: string): Delimiters | null {
  const field = header[3] ?? '';
  const [component, repetition, escape, subComponent] = header.slice(4).split(field, 1)[0] ?? '';
  const declared = [field, component, repetition, escape ?? '\\', subComponent ?? '&'];
  const usable = declared.every((one) => one !== undefined && /^[\x21-\x7e]$/.test(one) && !/\w/.test(one));
  if (!usable || new Set(declared).size !== declared.length) return null;
  const [, ...rest] = declared as string[];
  return {
    field,
    component: rest[0] as string,
    repetition: rest[1] as string,
    escape: rest[2] as string,
    subComponent: rest[3] as string,
  };
}
