import { DicomObject, decodeFrame, readInstanceHeader, renderGrey8 } from '@wetread/dicom';
import { drawChestPhantom } from './chest-phantom';
import { demoCases } from './demo-studies';
import { toGrey8 } from './grey-eight';
import type { PhantomStudyOrder } from './phantom-order';
import { isPhantom, writePhantomStudy } from './phantom-study';

const order: PhantomStudyOrder = {
  patient: { id: 'PHANTOM-T1', name: 'PHANTOM^Test', birthDate: '19700101', sex: 'F' },
  study: { date: '20261101', time: '120000', description: 'Chest (phantom)', accessionNumber: 'PH-T1' },
  films: [{ seed: 7 }],
  size: 128,
};

const bytesOf = (film: PhantomStudyOrder['films'][number]) =>
  writePhantomStudy({ ...order, films: [film] }).instances[0]!.bytes;

describe('a phantom study', () => {
  it('says in its header that it is no patient', () => {
    const bytes = bytesOf({ seed: 7 });
    const { patient, series, instance } = readInstanceHeader(bytes);
    expect(patient.patientName).toBe('PHANTOM^Test');
    expect(patient.patientId).toMatch(/^PHANTOM-/);
    expect(instance.burnedInAnnotation).toBe('YES');
    const manufacturerModelName = DicomObject.parse(bytes).string('00081090');
    expect(isPhantom({ manufacturerModelName, seriesDescription: series.seriesDescription })).toBe(true);
    expect(isPhantom({ manufacturerModelName: 'DX 9000', seriesDescription: 'PHANTOM' })).toBe(false);
  });

  it('comes out the same each time, so that a second import is a duplicate', () => {
    const [first, second] = [bytesOf({ seed: 7 }), bytesOf({ seed: 7 })];
    expect(Buffer.compare(first, second)).toBe(0);
  });

  it('keeps two films of a study apart by instance and series', () => {
    const { instances, studyInstanceUid } = writePhantomStudy({
      ...order,
      films: [{ seed: 7 }, { seed: 8 }],
    });
    const headers = instances.map(({ bytes }) => readInstanceHeader(bytes));
    expect(new Set(headers.map((header) => header.sopInstanceUid)).size).toBe(2);
    expect(headers.map((header) => header.studyInstanceUid)).toEqual([studyInstanceUid, studyInstanceUid]);
  });

  it.each([
    ['MONOCHROME2, 12 bits', {}],
    ['MONOCHROME1', { photometricInterpretation: 'MONOCHROME1' }],
    ['8 bits', { bits: 8 }],
    ['computed radiography', { modality: 'CR' }],
  ] as const)('shows the drawn film when it is stored as %s', async (_name, encoding) => {
    const object = DicomObject.parse(bytesOf({ seed: 7, encoding }));
    const shown = renderGrey8(object, await decodeFrame(object, 1));
    const drawn = drawChestPhantom({ seed: 7, size: order.size });
    const expected = toGrey8(drawn.pixels);
    expect([shown.width, shown.height]).toEqual([drawn.width, drawn.height]);
    const worst = shown.data.reduce((most, value, at) => Math.max(most, Math.abs(value - expected[at]!)), 0);
    expect(worst).toBeLessThanOrEqual(1);
  });

  it('knows films that are no frontal chest', () => {
    expect(readInstanceHeader(bytesOf({ seed: 1, kind: 'hand' })).series.bodyPartExamined).toBe('HAND');
    expect(readInstanceHeader(bytesOf({ seed: 1, kind: 'lateral-chest' })).series.viewPosition).toBe('LL');
  });

  it('has eleven demo cases of ten made-up patients, one of them critical', () => {
    const cases = demoCases();
    expect(cases).toHaveLength(11);
    expect(cases.filter((demo) => demo.critical).map((demo) => demo.key)).toEqual(['pneumothorax']);
    expect(new Set(cases.map((demo) => demo.order.study.accessionNumber)).size).toBe(11);
    expect(new Set(cases.map((demo) => demo.order.patient.id)).size).toBe(10);
    for (const { order: demo } of cases) {
      expect(demo.patient.name).toMatch(/^PHANTOM\^/);
      expect(demo.patient.id).toMatch(/^PHANTOM-\d{3}$/);
    }
  });
});
