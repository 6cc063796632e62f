import { buffer } from 'node:stream/consumers';
import { DicomObject, newUid } from '@wetread/dicom';
import type { IncomingInstance } from '../domain/incoming';
import { type StowRequest, stowPayload } from './stow-payload';

const limits = { requestBytes: 1e6, instanceBytes: 1e8, uploadBytes: 1e9, inflatedBytes: 1e8 };
const value = (vr: string, ...Value: unknown[]) => ({ vr, Value });
const metadata = (more: object = {}) => ({
  '00080016': value('UI', '1.2.840.10008.5.1.4.1.1.7'),
  '00080018': value('UI', newUid()),
  '00100010': value('PN', { Alphabetic: 'Müller^Jürgen' }),
  '0020000D': value('UI', newUid()),
  '0020000E': value('UI', newUid()),
  '00280010': value('US', 2),
  '00280011': value('US', 2),
  '7FE00010': { vr: 'OW', BulkDataURI: 'bulk/1' },
  ...more,
});
const pixels = { 'content-type': 'application/octet-stream', 'content-location': 'bulk/1' };

function request(...parts: [headers: Record<string, string>, body: string | Buffer][]): StowRequest {
  const pieces = parts.flatMap(([headers, body]) => {
    const lines = Object.entries(headers).map(([name, text]) => `${name}: ${text}\r\n`);
    return [Buffer.from(`--b\r\n${lines.join('')}\r\n`), Buffer.from(body as Buffer), Buffer.from('\r\n')];
  });
  async function* body(): AsyncGenerator<Buffer> {
    yield* [...pieces, Buffer.from('--b--')];
  }
  return {
    headers: { 'content-type': 'multipart/related; type="application/dicom+json"; boundary=b' },
    body: body(),
  };
}
const json = (...dataSets: object[]): [Record<string, string>, string] => [
  { 'content-type': 'application/dicom+json' },
  JSON.stringify(dataSets),
];

async function outcomes(sent: StowRequest): Promise<(DicomObject | string)[]> {
  const all: (DicomObject | string)[] = [];
  for await (const one of stowPayload(sent, limits) as AsyncIterable<IncomingInstance>) {
    if ('error' in one) all.push(one.error.code);
    else all.push(DicomObject.parse(one.body instanceof Uint8Array ? one.body : await buffer(one.body)));
  }
  return all;
}

describe('STOW-RS of metadata and bulk data', () => {
  it('makes an object of a data set and the part that its BulkDataURI names', async () => {
    const [object] = await outcomes(request(json(metadata()), [pixels, Buffer.alloc(8, 5)]));
    expect((object as DicomObject).header).toMatchObject({
      patient: { patientName: 'Müller^Jürgen' },
      instance: { rows: 2, hasPixelData: true },
    });
    expect((object as DicomObject).bytes('PixelData')).toEqual(Buffer.alloc(8, 5));
  });

  it('tells of each data set that cannot be made, and makes the others', async () => {
    const found = await outcomes(
      request(
        json(
          metadata({ '7FE00010': { vr: 'OW', BulkDataURI: 'elsewhere' } }),
          metadata({ '00083002': value('UI', '1.2.840.10008.1.2.4.50') }),
          metadata({ '00080018': value('UI', 'no uid') }),
          metadata({ nonsense: value('LO', 'x') }),
          metadata(),
        ),
        [pixels, Buffer.alloc(8)],
      ),
    );
    expect(found.slice(0, 4)).toEqual([
      'stow.metadata-malformed',
      'store.unsupported-part',
      'dicom.malformed-uid',
      'stow.metadata-malformed',
    ]);
    expect(found[4]).toBeInstanceOf(DicomObject);
  });

  it.each(['{', '"text"', '[1]'])('refuses %s for metadata', async (text) => {
    const sent = request([{ 'content-type': 'application/dicom+json' }, text]);
    await expect(outcomes(sent)).rejects.toMatchObject({ code: 'stow.metadata-malformed' });
  });

  it('bounds what it puts together in memory', async () => {
    const sent = request(json(metadata()), [pixels, Buffer.alloc(65 * 1024 * 1024)]);
    await expect(outcomes(sent)).rejects.toMatchObject({ code: 'multipart.upload-too-large' });
  });
});
