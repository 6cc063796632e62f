import type { DicomJson } from '@wetread/dicom';
import { nativeDicomModel } from './dicom-xml';
import { readNativeDicomModel } from './native-dicom-model';

const model = (content: string): string => `<NativeDicomModel>${content}</NativeDicomModel>`;
const attribute = (vr: string, content: string): string =>
  model(`<DicomAttribute tag="00100010" vr="${vr}">${content}</DicomAttribute>`);
const valueOf = (xml: string): unknown => readNativeDicomModel(xml)['00100010'];

describe('the Native DICOM Model (PS3.19 annex A.1)', () => {
  it('comes back as it was written', () => {
    const json: DicomJson = {
      '00080008': { vr: 'CS', Value: ['DERIVED', null, 'A'] },
      '00100010': {
        vr: 'PN',
        Value: [{ Alphabetic: "O'Brien & <Söhne>^Ada^^Dr", Ideographic: '山田^太郎' }],
      },
      '00204000': { vr: 'LT', Value: [' two\nlines, "quoted" '] },
      '00081140': {
        vr: 'SQ',
        Value: [{ '00081155': { vr: 'UI', Value: ['1.2.3'] } }, {}, { '00081150': { vr: 'UI' } }],
      },
      '00420011': { vr: 'OB', InlineBinary: 'AQIDBA==' },
      '7FE00010': { vr: 'OW', BulkDataURI: 'http://archive/bulk?a=1&b=2' },
    };
    expect(readNativeDicomModel(nativeDicomModel(json))).toEqual(json);
  });

  it.each([
    [
      'values in any order',
      attribute('LO', '<Value number="2">b</Value><Value number="1">a</Value>'),
      ['a', 'b'],
    ],
    [
      'a prefix',
      `<n:NativeDicomModel xmlns:n="x">${'<n:DicomAttribute tag="00100010" vr="LO"><n:Value number="1">a</n:Value></n:DicomAttribute>'}</n:NativeDicomModel>`,
      ['a'],
    ],
    ['CDATA', attribute('LO', '<Value number="1"><![CDATA[<a>]]></Value>'), ['<a>']],
    [
      'elements that it does not know',
      attribute('LO', '<Other><Value>x</Value></Other><Value>a</Value>'),
      ['a'],
    ],
  ])('is read with %s', (_, xml, expected) => {
    expect(valueOf(xml)).toEqual({ vr: 'LO', Value: expected });
  });

  it.each([
    ['nothing', ''],
    ['text', 'DICOM'],
    ['another document', '<html></html>'],
    ['what does not end', '<NativeDicomModel><DicomAttribute tag="00100010" vr="LO">'],
    [
      'an entity of its own',
      '<!DOCTYPE a [<!ENTITY b "c">]>' + attribute('LO', '<Value number="1">&b;</Value>'),
    ],
    ['an entity of nobody', attribute('LO', '<Value number="1">&nbsp;</Value>')],
    ['a file elsewhere', '<!DOCTYPE a SYSTEM "file:///etc/passwd">' + model('')],
    ['an attribute without a tag', model('<DicomAttribute vr="LO"/>')],
    ['a value of number 4294967295', attribute('LO', '<Value number="4294967295">a</Value>')],
    [
      'sequences nested 10,000 deep',
      model('<DicomAttribute tag="00081140" vr="SQ"><Item number="1">'.repeat(10_000)),
    ],
  ])('is not read of %s', (_, xml) => {
    expect(() => readNativeDicomModel(xml)).toThrow(/^(it|its|an|a) /);
  });
});
