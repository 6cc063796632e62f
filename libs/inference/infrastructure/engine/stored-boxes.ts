import { toStoredBox } from '@wetread/dicom';
import type { FractionBox } from '../../domain/grey-image';
import type { Reading } from '../../domain/reading';

/**
 * The reading of a film that was turned into the standard position first, its boxes in fractions of the pixels as
 * they are stored, which is what viewers and objects point into. Sides stay the patient's.
 */
export function inStoredPixels(reading: Reading, patientOrientation: readonly string[]): Reading {
  const stored = <Item extends { readonly evidence: { readonly box: FractionBox } }>(item: Item): Item => ({
    ...item,
    evidence: { ...item.evidence, box: toStoredBox(item.evidence.box, patientOrientation) },
  });
  return { ...reading, findings: reading.findings.map(stored), sentences: reading.sentences.map(stored) };
}
