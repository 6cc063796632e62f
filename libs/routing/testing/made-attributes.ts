import { noOrder } from '../domain/order-attributes';
import type { SeriesAttributes, StudyAttributes } from '../domain/study-attributes';

/** A series of which a spec says what it is about. */
export const madeSeries = (told: Partial<SeriesAttributes> = {}): SeriesAttributes => ({
  SeriesInstanceUID: '1.2.3',
  Modality: 'DX',
  SeriesNumber: 1,
  SeriesDescription: '',
  ProtocolName: '',
  BodyPartExamined: 'CHEST',
  ViewPosition: 'PA',
  Laterality: '',
  Manufacturer: 'Maker',
  ManufacturerModelName: '',
  StationName: '',
  InstitutionName: '',
  PresentationIntentType: 'FOR PRESENTATION',
  ImageType: ['ORIGINAL', 'PRIMARY'],
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.1.1',
  Rows: 256,
  Columns: 256,
  NumberOfSeriesRelatedInstances: 1,
  ...told,
});

/** A study of one chest film, unless a spec says otherwise. */
export const madeStudy = ({
  series = [madeSeries()],
  ...told
}: Partial<StudyAttributes> = {}): StudyAttributes => ({
  study: {
    StudyInstanceUID: '1.2',
    StudyDate: '20261123',
    StudyDescription: 'Chest PA',
    ModalitiesInStudy: [...new Set(series.map(({ Modality }) => Modality))],
    SOPClassesInStudy: [],
    NumberOfStudyRelatedSeries: series.length,
    NumberOfStudyRelatedInstances: series.length,
  },
  series,
  source: { kind: 'dimse', aeTitle: 'ER_DX1' },
  order: noOrder,
  patient: { ageYears: null, sex: 'F' },
  ...told,
});
