import { type CodedConcept, radlex, sct } from './coded-concept';

/** The patient's side: the patient's right is the left of a frontal film (PS3.3 C.7.6.1.1.1). */
export const sides = ['left', 'right', 'bilateral', 'none'] as const;
export type Side = (typeof sides)[number];

/** Thirds of the lung field from apex to base. */
export const zones = ['upper', 'middle', 'lower', 'none'] as const;
export type Zone = (typeof zones)[number];

/** Extent as the words of a report tell it; no measurement. */
export const findingSizes = ['small', 'moderate', 'large', 'none'] as const;
export type FindingSize = (typeof findingSizes)[number];

/** SNOMED CT laterality qualifiers, the context group 244 "Laterality" of PS3.16. */
export const sideConcept: Readonly<Record<Exclude<Side, 'none'>, CodedConcept>> = {
  left: sct('7771000', 'Left'),
  right: sct('24028007', 'Right'),
  bilateral: sct('51440002', 'Bilateral'),
};

export const radlexSideConcept: Readonly<Record<'left' | 'right', CodedConcept>> = {
  left: radlex('RID5824', 'left'),
  right: radlex('RID5825', 'right'),
};

export const chestConcept: CodedConcept = sct('51185008', 'Thoracic structure');
export const lungConcept: CodedConcept = sct('39607008', 'Lung structure');

/** `right lower zone`, `bilateral`, `` when there is neither. */
export function locationLabel({ side, zone }: { side: Side; zone: Zone }): string {
  const words = [side === 'none' ? '' : side, zone === 'none' ? '' : `${zone} zone`];
  return words.filter((word) => word !== '').join(' ');
}
