import { isUid, type SeriesInstanceUid, type SopInstanceUid, type StudyInstanceUid } from '@wetread/kernel';
import { ImageSizeMissing, MalformedUid, MissingUid, SopClassContradicted } from '../dicom-error';
import { isoDate, isoTime } from './date-time';
import type { DicomItem } from './dicom-item';
import type {
  ImageHeader,
  InstanceHeader,
  PatientHeader,
  SeriesHeader,
  StudyHeader,
} from './instance-header';

/** A data set with its file meta information, as far as the header needs them. */
interface Source extends DicomItem {
  readonly transferSyntaxUid: string;
  readonly meta: DicomItem;
}

/** @throws MissingUid, MalformedUid, SopClassContradicted */
export function interpretHeader(source: Source): InstanceHeader {
  const header: InstanceHeader = {
    sopInstanceUid: uid(source, 'SOPInstanceUID') as SopInstanceUid,
    sopClassUid: uid(source, 'SOPClassUID'),
    seriesInstanceUid: uid(source, 'SeriesInstanceUID') as SeriesInstanceUid,
    studyInstanceUid: uid(source, 'StudyInstanceUID') as StudyInstanceUid,
    transferSyntaxUid: source.transferSyntaxUid,
    patient: patient(source),
    study: study(source),
    series: series(source),
    instance: image(source),
    characterSets: source.characterSets.filter(Boolean),
  };
  checkImageSize(header.instance);
  // MediaStorageSOPInstanceUID is often stale after de-identification, and C-STORE does not even send it: the data
  // set decides. Another class, however, means that the file is not what it says it is (PS3.4 table B.2-1, A900).
  const declaredClass = source.meta.string('MediaStorageSOPClassUID');
  if (declaredClass && declaredClass !== header.sopClassUid) throw new SopClassContradicted();
  return header;
}

function uid(source: DicomItem, keyword: string): string {
  const value = source.string(keyword);
  if (!value) throw new MissingUid(keyword);
  if (!isUid(value)) throw new MalformedUid(keyword);
  return value;
}

/** An image of no height or width is a broken object, not an empty picture (PS3.3 C.7.6.3.1.1). */
function checkImageSize({ hasPixelData, rows, columns }: ImageHeader): void {
  if (hasPixelData && !(rows && columns)) throw new ImageSizeMissing(rows ? 'Columns' : 'Rows');
}

const patient = (o: DicomItem): PatientHeader => ({
  patientId: o.string('PatientID'),
  issuerOfPatientId: o.string('IssuerOfPatientID'),
  patientName: o.person('PatientName'),
  birthDate: isoDate(o.string('PatientBirthDate')),
  sex: o.string('PatientSex'),
});

const study = (o: DicomItem): StudyHeader => ({
  studyDate: isoDate(o.string('StudyDate')),
  studyTime: isoTime(o.string('StudyTime')),
  accessionNumber: o.string('AccessionNumber'),
  studyDescription: o.string('StudyDescription'),
  referringPhysicianName: o.person('ReferringPhysicianName'),
  studyId: o.string('StudyID'),
});

const series = (o: DicomItem): SeriesHeader => ({
  modality: o.string('Modality'),
  seriesNumber: integer(o, 'SeriesNumber'),
  seriesDescription: o.string('SeriesDescription'),
  bodyPartExamined: o.string('BodyPartExamined'),
  viewPosition: o.string('ViewPosition'),
  laterality: o.string('Laterality') ?? o.string('ImageLaterality'),
  manufacturer: o.string('Manufacturer'),
  presentationIntent: o.string('PresentationIntentType'),
});

const image = (o: DicomItem): ImageHeader => ({
  instanceNumber: integer(o, 'InstanceNumber'),
  numberOfFrames: Math.max(1, integer(o, 'NumberOfFrames') ?? 1),
  rows: integer(o, 'Rows'),
  columns: integer(o, 'Columns'),
  photometricInterpretation: o.string('PhotometricInterpretation'),
  samplesPerPixel: integer(o, 'SamplesPerPixel'),
  bitsAllocated: integer(o, 'BitsAllocated'),
  burnedInAnnotation: o.string('BurnedInAnnotation'),
  imageType: o.strings('ImageType'),
  patientOrientation: o.strings('PatientOrientation').filter(Boolean),
  hasPixelData: ['PixelData', 'FloatPixelData', 'DoubleFloatPixelData'].some((keyword) => o.has(keyword)),
});

function integer(o: DicomItem, keyword: string): number | null {
  const value = o.number(keyword);
  return value !== null && Number.isSafeInteger(value) ? value : null;
}
