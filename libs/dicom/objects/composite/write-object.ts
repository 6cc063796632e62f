import type { NaturalDataset } from '../../write/natural-dataset';
import { writePart10 } from '../../write/part10-writer';

/**
 * Repeated from the film, whatever its sender made of them: cut to the length that the standard allows, an accession
 * number of 20 characters would be another order's.
 */
const asReceived: ReadonlySet<string> = new Set([
  'PatientName',
  'PatientID',
  'IssuerOfPatientID',
  'PatientSex',
  'StudyID',
  'StudyDescription',
  'AccessionNumber',
  'ReferringPhysicianName',
  'RequestedProcedureID',
  'RequestedProcedureDescription',
  'PlacerOrderNumberImagingServiceRequest',
  'FillerOrderNumberImagingServiceRequest',
]);

/** Writes an object that is derived from a study as a Part 10 file. @throws RangeError when a value does not fit its representation */
export const writeObject = (dataset: NaturalDataset): Uint8Array => writePart10({ asReceived }, dataset);
