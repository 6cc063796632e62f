import { HL7_NULL, type Repetition, type Segment } from '@wetread/hl7';
import type { EntityId } from '../domain/order';

/** A value, or `null` for one that is empty or HL7's `""`: what is not told stays as it was. */
export const told = (value: string | undefined): string | null => {
  const text = value?.trim() ?? '';
  return text === '' || text === HL7_NULL ? null : text;
};

/** The first of several places of a segment that tells something. */
export const firstTold = (segment: Segment | null, ...paths: string[]): string | null => {
  for (const path of paths) {
    const value = told(segment?.field(path));
    if (value !== null) return value;
  }
  return null;
};

/** EI (2.A.28): number, then name space or universal id. */
export function entityId(segment: Segment | null, field: number): EntityId | null {
  const number = told(segment?.field(`${field}.1`));
  if (segment === null || number === null) return null;
  return { number, namespace: firstTold(segment, `${field}.2`, `${field}.3`) ?? '' };
}

/** XPN or, from component 2 on, XCN as PN: family, given, middle, prefix, suffix (PS3.5 6.2.1). */
export function personName(name: Repetition, first = 1): string | null {
  const part = (offset: number): string => told(name.part(first + offset)) ?? '';
  const suffix = [part(3), part(5)].filter(Boolean).join(' ');
  // A caret or equals sign inside a component would begin another one.
  const components = [part(0), part(1), part(2), part(4), suffix].map((one) =>
    one.replaceAll(/[\^=\\]/g, ' '),
  );
  return components.join('^').replace(/\^+$/, '') || null;
}
