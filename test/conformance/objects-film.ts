import { type NaturalDataset, writePart10 } from '@wetread/dicom';
import type { ReportDocument } from '@wetread/reporting';

/**
 * A film, small, with the identity that the document's first image has: what the objects refer to; `attributes` win.
 */
export function filmOf(
  { patient, study, images }: ReportDocument,
  attributes: NaturalDataset = {},
): Uint8Array {
  const [image] = images;
  if (!image) throw new Error('the document has no image');
  return writePart10(
    {},
    {
      SOPClassUID: image.sopClassUid,
      SOPInstanceUID: image.sopInstanceUid,
      StudyInstanceUID: study.studyInstanceUid,
      SeriesInstanceUID: image.seriesInstanceUid,
      Modality: 'DX',
      SeriesNumber: 1,
      InstanceNumber: 1,
      PatientName: patient.patientName,
      PatientID: patient.patientId,
      PatientBirthDate: patient.birthDate?.replaceAll('-', '') ?? null,
      PatientSex: patient.sex,
      StudyDate: study.studyDate?.replaceAll('-', '') ?? null,
      StudyTime: study.studyTime?.replaceAll(':', '') ?? null,
      StudyID: study.studyId,
      StudyDescription: study.studyDescription,
      AccessionNumber: study.accessionNumber,
      ReferringPhysicianName: study.referringPhysicianName,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      Rows: 2,
      Columns: 2,
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelRepresentation: 0,
      PixelData: new Uint8Array(4),
      ...attributes,
    },
  );
}
