import { DicomObject } from '../header/dicom-object';
import type { NaturalDataset } from '../write/natural-dataset';
import { writePart10 } from '../write/part10-writer';
import { checkIod } from './check-iod';

const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';
const capture: NaturalDataset = {
  SOPClassUID: SECONDARY_CAPTURE,
  SOPInstanceUID: '1.2.3.4',
  StudyInstanceUID: '1.2.3',
  SeriesInstanceUID: '1.2.3.5',
  PatientName: 'Doe^Jane',
  PatientID: '7',
  PatientBirthDate: '19700101',
  PatientSex: 'F',
  StudyDate: '20260101',
  StudyTime: '1015',
  ReferringPhysicianName: '',
  StudyID: '1',
  AccessionNumber: 'A1',
  Modality: 'OT',
  SeriesNumber: '1',
  ConversionType: 'WSD',
  InstanceNumber: '1',
  PatientOrientation: ['L', 'F'],
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  Rows: 2,
  Columns: 2,
  BitsAllocated: 8,
  BitsStored: 8,
  HighBit: 7,
  PixelRepresentation: 0,
  PixelData: new Uint8Array(4),
};

const findingsOf = (changes: NaturalDataset = {}, pixelDataLength: number | null = 4) => {
  const object = DicomObject.parse(writePart10({}, { ...capture, ...changes }));
  return checkIod(object, { pixelDataLength });
};
const told = (changes: NaturalDataset, pixelDataLength?: number) =>
  findingsOf(changes, pixelDataLength).map(({ rule, attribute }) => `${rule} ${attribute}`);

describe('what an object breaks of its IOD', () => {
  it('is nothing when it has what its modules ask for', () => {
    expect(findingsOf()).toEqual([]);
  });

  it.each([
    ['a missing Type 1', { ConversionType: undefined }, 'attribute.missing ConversionType'],
    ['an empty Type 1', { Modality: '' }, 'attribute.empty Modality'],
    ['a missing Type 2', { PatientSex: undefined }, 'attribute.missing PatientSex'],
    ['a value outside the enumeration', { PatientSex: 'X' }, 'value.not-enumerated PatientSex'],
    [
      'a number outside the enumeration',
      { PixelRepresentation: 2 },
      'value.not-enumerated PixelRepresentation',
    ],
    ['a 1C whose condition holds', { SamplesPerPixel: 3 }, 'attribute.missing PlanarConfiguration'],
    ['a date of the thirteenth month', { StudyDate: '20261301' }, 'value.invalid StudyDate'],
    ['a time with colons', { StudyTime: '10:15' }, 'value.invalid StudyTime'],
    ['a UID with a leading zero', { StudyInstanceUID: '1.02.3' }, 'value.invalid StudyInstanceUID'],
    ['a code string in small letters', { Modality: 'ot' }, 'value.invalid Modality'],
    ['too many values', { Modality: ['OT', 'SC'] }, 'value.multiplicity Modality'],
    ['a high bit that is not the last', { HighBit: 6 }, 'object.inconsistent HighBit'],
    ['more bits stored than allocated', { BitsStored: 9, HighBit: 8 }, 'object.inconsistent BitsStored'],
    ['a window without width', { WindowCenter: '1', WindowWidth: '0' }, 'object.inconsistent WindowWidth'],
    ['spacing of zero', { PixelSpacing: ['0', '1'] }, 'object.inconsistent PixelSpacing'],
    ['one UID for all', { SOPInstanceUID: '1.2.3' }, 'object.inconsistent SOPInstanceUID'],
    ['a half slope', { RescaleSlope: '1' }, 'attribute.missing RescaleIntercept'],
  ] as const)('tells %s', (_, changes, finding) => {
    expect(told(changes as NaturalDataset)).toContain(finding);
  });

  it('tells pixel data that are shorter than the picture, and what is done about them', () => {
    const [finding] = findingsOf({}, 3);
    expect(finding).toMatchObject({ attribute: 'PixelData', handling: 'refused: the picture is incomplete' });
  });

  it('looks into sequences and says where', () => {
    const study = { ReferencedSOPClassUID: '1.2.840.10008.3.1.2.3.1', ReferencedSOPInstanceUID: '1.02' };
    expect(told({ ReferencedStudySequence: [study] })).toContain(
      'value.invalid ReferencedStudySequence[1].ReferencedSOPInstanceUID',
    );
  });

  it('says of a class that it does not know what it left unchecked', () => {
    const [finding] = findingsOf({ SOPClassUID: '1.2.840.10008.5.1.4.1.1.481.2' });
    expect(finding).toMatchObject({ severity: 'warning', rule: 'sop-class.unknown' });
  });

  it('never repeats a value, which could be the name of a patient', () => {
    const findings = findingsOf({ PatientBirthDate: 'SECRET', PatientSex: 'SECRET' });
    expect(findings.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(findings)).not.toContain('SECRET');
  });
});
