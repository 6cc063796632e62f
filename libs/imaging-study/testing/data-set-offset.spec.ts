import { wrapPart10 } from '@wetread/dicom';
import { dataSetOffset } from './data-set-offset';

describe('where the data set begins', () => {
  const dataset = Buffer.from('0800050043530000', 'hex');
  const wrapped = (sourceAeTitle: string) =>
    wrapPart10({
      dataset,
      transferSyntaxUid: '1.2.840.10008.1.2.1',
      sopClassUid: '1.2.3',
      sopInstanceUid: '1.2.3.4',
      sourceAeTitle,
    });

  it.each(['', 'A', 'A LONG AE TITLE'])(
    'finds it behind file meta information from "%s"',
    (sourceAeTitle) => {
      const file = wrapped(sourceAeTitle);
      expect(Buffer.from(file.subarray(dataSetOffset(file))).equals(dataset)).toBe(true);
    },
  );

  it('does not trust a wrong group length', () => {
    const file = Buffer.from(wrapped('A'));
    file.writeUInt32LE(9999, 140);
    expect(Buffer.from(file.subarray(dataSetOffset(file))).equals(dataset)).toBe(true);
  });

  it.each([
    ['no prefix', Buffer.alloc(300)],
    ['an empty file', Buffer.alloc(0)],
  ])('is the start of a file with %s', (_, file) => expect(dataSetOffset(file)).toBe(0));

  it('stops at an element that ends beyond the file', () => {
    const file = Buffer.from(wrapped('A')).subarray(0, 150);
    expect(dataSetOffset(file)).toBeLessThanOrEqual(150);
  });
});
