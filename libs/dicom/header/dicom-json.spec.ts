import { objectOf, tinyImage } from '../testing/spec-objects';

describe('the DICOM JSON Model (PS3.18 annex F)', () => {
  const o = objectOf(
    tinyImage({
      PatientName: 'Yamada^Tarou=山田^太郎=やまだ^たろう',
      AccessionNumber: null,
      PixelSpacing: [0.5, 0.25],
      ImageType: ['DERIVED', '', 'OTHER'],
      FrameIncrementPointer: 0x00181063,
      ReferencedImageSequence: [{ ReferencedSOPInstanceUID: '1.2.9' }],
      EncapsulatedDocument: Uint8Array.from([1, 2]),
    }),
  );

  it('writes names by group, numbers as numbers, tags as tags, empty values as null or not at all', () => {
    const json = o.toDicomJson();
    expect(json['00100010']).toEqual({
      vr: 'PN',
      Value: [{ Alphabetic: 'Yamada^Tarou', Ideographic: '山田^太郎', Phonetic: 'やまだ^たろう' }],
    });
    expect(json['00280030']).toEqual({ vr: 'DS', Value: [0.5, 0.25] });
    expect(json['00280010']).toEqual({ vr: 'US', Value: [2] });
    expect(json['00080008']).toEqual({ vr: 'CS', Value: ['DERIVED', null, 'OTHER'] });
    expect(json['00080050']).toEqual({ vr: 'SH' });
    expect(json['00280009']).toEqual({ vr: 'AT', Value: ['00181063'] });
  });

  it('follows sequences and encodes short binary values', () => {
    const json = o.toDicomJson();
    expect(json['00081140']).toEqual({ vr: 'SQ', Value: [{ '00081155': { vr: 'UI', Value: ['1.2.9'] } }] });
    expect(json['00420011']).toEqual({ vr: 'OB', InlineBinary: 'AQI=' });
  });

  it('points at pixel data instead of carrying them', () => {
    expect(o.toDicomJson()['7FE00010']).toEqual({ vr: 'OW' });
    expect(o.toDicomJson({ bulkDataUri: (path) => `/bulk/${path}` })['7FE00010']).toEqual({
      vr: 'OW',
      BulkDataURI: '/bulk/7FE00010',
    });
  });
});
