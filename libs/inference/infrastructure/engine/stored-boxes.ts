import { toStoredBox } from '@wetread/dicom';
import type { FractionBox } from '../../domain/grey-image';

interface Seen {
  readonly evidence: { readonly box: FractionBox };
}

/**
 * What was seen of a film that was turned into the standard position first, its boxes in fractions of the pixels as
 * they are stored, which is what viewers and objects point into. Sides stay the patient's.
 */
export const inStoredPixels = <Item extends Seen>(
  items: readonly Item[],
  patientOrientation: readonly string[],
): Item[] =>
  items.map((item) => ({
    ...item,
    evidence: { ...item.evidence, box: toStoredBox(item.evidence.box, patientOrientation) },
  }));
