import { isUid } from '@wetread/kernel';
import { DicomObject } from '../header/dicom-object';
import { identity, objectOf, tinyImage } from '../testing/spec-objects';
import { implementationClassUid, implementationVersionName } from './implementation';
import { wrapPart10, writePart10 } from './part10-writer';
import { newUid } from './uid';
import { decimalString } from './value-encoding';

describe('writing Part 10', () => {
  it('reads back what it wrote, sequences and all value types', () => {
    const o = objectOf(
      tinyImage({
        PatientName: 'Müller^Jörg',
        PixelSpacing: [0.1, 0.30000000000000004],
        WindowCenter: -12.5,
        SmallestImagePixelValue: 3,
        ImageType: ['DERIVED', 'SECONDARY'],
        AccessionNumber: null,
        FrameIncrementPointer: 0x00181063,
        ContentSequence: [{ TextValue: 'a' }, { ConceptNameCodeSequence: [{ CodeValue: 'T-1' }] }],
      }),
    );
    expect(o.person('PatientName')).toBe('Müller^Jörg');
    expect(o.numbers('PixelSpacing')).toEqual([0.1, 0.3]);
    expect(o.number('WindowCenter')).toBe(-12.5);
    expect(o.number('SmallestImagePixelValue')).toBe(3);
    expect(o.strings('ImageType')).toEqual(['DERIVED', 'SECONDARY']);
    expect([o.has('AccessionNumber'), o.string('AccessionNumber')]).toEqual([true, null]);
    expect(o.words('FrameIncrementPointer')).toEqual([0x0018, 0x1063]);
    const [text, coded] = o.sequence('ContentSequence');
    expect(text?.string('TextValue')).toBe('a');
    expect(coded?.sequence('ConceptNameCodeSequence')[0]?.string('CodeValue')).toBe('T-1');
  });

  it('says who wrote the file', () => {
    const { meta } = DicomObject.parse(writePart10({ sourceAeTitle: 'WETREAD' }, tinyImage()));
    expect(meta.string('ImplementationClassUID')).toBe(implementationClassUid);
    expect(meta.string('ImplementationVersionName')).toBe(implementationVersionName);
    expect(meta.string('SourceApplicationEntityTitle')).toBe('WETREAD');
    expect(meta.string('MediaStorageSOPInstanceUID')).toBe(identity.SOPInstanceUID);
  });

  it.each([['SOPInstanceUID'], ['SOPClassUID']])('refuses a data set without %s', (keyword) => {
    expect(() => writePart10({}, tinyImage({ [keyword]: undefined }))).toThrow(keyword);
  });

  it('refuses a value that its representation cannot hold instead of cutting it', () => {
    expect(() => writePart10({}, tinyImage({ StationName: 'x'.repeat(17) }))).toThrow('StationName');
    expect(() => writePart10({}, tinyImage({ Rows: 70000 }))).toThrow('out of range');
    expect(() => writePart10({}, tinyImage({ Rowz: 1 }))).toThrow('Rowz');
  });

  it('wraps received bytes without touching them, and only under real UIDs', () => {
    const dataset = Buffer.from([1, 2, 3, 4]);
    const instance = {
      dataset,
      transferSyntaxUid: '1.2.840.10008.1.2',
      sopClassUid: '1.2',
      sopInstanceUid: '1.3',
    };
    expect([...wrapPart10(instance)].slice(-4)).toEqual([1, 2, 3, 4]);
    expect(() => wrapPart10({ ...instance, sopInstanceUid: '../x' })).toThrow('UID');
  });
});

describe('values', () => {
  it('gives UIDs that are UIDs and differ', () => {
    const uids = Array.from({ length: 200 }, newUid);
    expect(uids.every(isUid)).toBe(true);
    expect(new Set(uids).size).toBe(200);
  });

  it.each([
    [1 / 3, '0.33333333333333'],
    [-1e-7 / 3, '-3.3333333333e-8'],
    [12345678.123456789, '12345678.1234568'],
    [5, '5'],
  ])('writes %d as a decimal string of at most 16 characters', (value, text) => {
    expect(decimalString(value)).toBe(text);
  });
});
