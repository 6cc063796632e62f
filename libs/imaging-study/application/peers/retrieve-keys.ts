import type { NaturalDataset } from '@wetread/dicom';

/** What to retrieve: a study, a series of it, or an instance of that. */
export interface RetrieveKeys {
  studyInstanceUid: string;
  seriesInstanceUid?: string;
  sopInstanceUid?: string;
}

/** The identifier of a C-MOVE or C-GET with the unique keys of all levels down to the wanted one (PS3.4 C.4.2.2.1). */
export const retrieveIdentifier = (keys: RetrieveKeys): NaturalDataset => ({
  QueryRetrieveLevel: keys.sopInstanceUid ? 'IMAGE' : keys.seriesInstanceUid ? 'SERIES' : 'STUDY',
  StudyInstanceUID: keys.studyInstanceUid,
  SeriesInstanceUID: keys.seriesInstanceUid,
  SOPInstanceUID: keys.sopInstanceUid,
});
