import { createHash } from 'node:crypto';
import { bytesSource, DicomObject, writePart10 } from '@wetread/dicom';
import { assert, asyncProperty, boolean, integer, uint8Array } from 'fast-check';
import { madeInstance } from '../testing/made-instance';
import { dataSetHash } from './data-set-hash';

const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';
const uids = { SOPInstanceUID: '1.2.3', StudyInstanceUID: '1.2', SeriesInstanceUID: '1.2.1' };

const inMemory = (file: Uint8Array) => dataSetHash(DicomObject.parse(file), bytesSource(file));
const fromSource = async (file: Uint8Array) =>
  dataSetHash(await DicomObject.read(bytesSource(file)), bytesSource(file));

describe('the hash of a data set', () => {
  it('is the same whether its bulk values were in memory or left in the source', async () => {
    const sample = uint8Array({ minLength: 1, maxLength: 500 });
    await assert(
      asyncProperty(sample, integer({ min: 1, max: 400 }), boolean(), async (bytes, times, isDocument) => {
        const value = Buffer.concat(Array.from({ length: times }, () => bytes));
        const bulk = isDocument ? { EncapsulatedDocument: value } : { PixelData: value, Rows: 1, Columns: 1 };
        const file = writePart10({}, { SOPClassUID: SECONDARY_CAPTURE, ...uids, ...bulk });
        expect(await fromSource(file)).toBe(await inMemory(file));
      }),
      { numRuns: 50 },
    );
  });

  it('is one of tags and unpadded values, as stored rows have it', async () => {
    const file = writePart10({}, { SOPClassUID: SECONDARY_CAPTURE, ...uids });
    const values: [string, string][] = [
      ['00080005', 'ISO_IR 192'],
      ['00080016', SECONDARY_CAPTURE],
      ['00080018', '1.2.3'],
      ['0020000D', '1.2'],
      ['0020000E', '1.2.1'],
    ];
    const expected = createHash('sha256').update('little endian');
    for (const [tag, value] of values) expected.update(`${tag} ${value.length} ${value}`);
    expect(await inMemory(file)).toBe(expected.digest('hex'));
  });

  it('changes with any value', async () => {
    const [a, b] = [
      madeInstance({ ...uids, InstanceNumber: 1 }),
      madeInstance({ ...uids, InstanceNumber: 2 }),
    ];
    expect(await inMemory(a)).not.toBe(await inMemory(b));
  });
});
