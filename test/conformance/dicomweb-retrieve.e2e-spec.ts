import type { DicomJson } from '@wetread/dicom';
import { decodeFrame, DicomObject, newUid, SopClass, TransferSyntax, writePart10 } from '@wetread/dicom';
import sharp from 'sharp';
import { fromBuffer } from 'yauzl';
import { partsOf } from '../harness/multipart';
import { stow } from '../harness/stow';
import { startReceivingApp, STARTING_MS, type ReceivingApp } from './stow-app';

const study = newUid();
const series = newUid();
const slices = [1, 2].map((number) => ({
  uid: newUid(),
  file: Uint8Array.from([]) as Uint8Array,
  pixels: Int16Array.from({ length: 32 * 32 * 3 }, (_, i) => ((i * 31 * number) % 4096) - 1024),
}));
for (const [index, slice] of slices.entries())
  slice.file = writePart10(
    {},
    {
      SOPClassUID: SopClass.CtImageStorage,
      SOPInstanceUID: slice.uid,
      StudyInstanceUID: study,
      SeriesInstanceUID: series,
      StudyDate: '20261120',
      PatientID: 'PHANTOM-1',
      PatientName: 'PHANTOM^ONE',
      Modality: 'CT',
      InstanceNumber: index + 1,
      Rows: 32,
      Columns: 32,
      NumberOfFrames: 3,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      BitsAllocated: 16,
      BitsStored: 16,
      HighBit: 15,
      PixelRepresentation: 1,
      PixelData: slice.pixels,
      IconImageSequence: [{ Rows: 2, Columns: 2, BitsAllocated: 8, PixelData: Uint8Array.of(1, 2, 3, 4) }],
    },
  );

const bytesOf = (pixels: Int16Array, frame: number): Buffer =>
  Buffer.from(pixels.buffer, (frame - 1) * 2048, 2048);
const MULTIPART_DICOM = 'multipart/related; type="application/dicom"';

describe('WADO-RS (PS3.18 section 10.4)', () => {
  let receiving: ReceivingApp;
  beforeAll(async () => {
    receiving = await startReceivingApp();
    await stow(
      receiving.url,
      slices.map(({ file }) => file),
    );
  }, STARTING_MS);
  afterAll(() => receiving?.close());

  const ofStudy = (path = ''): string => `/dicom-web/studies/${study}${path}`;
  const ofInstance = (path = '', { uid } = slices[0]!): string =>
    ofStudy(`/series/${series}/instances/${uid}${path}`);
  const get = (path: string, accept?: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${receiving.url}${path}`, { headers: { ...headers, ...(accept !== undefined && { accept }) } });
  const body = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

  describe('instances', () => {
    it.each([
      ['no Accept but anything', '*/*'],
      ['a quoted type', MULTIPART_DICOM],
      ['an unquoted type', 'multipart/related; type=application/dicom; transfer-syntax=*'],
      ['a type of several', `image/webp;q=0.9, ${MULTIPART_DICOM}; transfer-syntax=1.2.840.10008.1.2.1`],
    ])('of a study come byte for byte, for %s', async (_, accept) => {
      const answer = await get(ofStudy(), accept);
      expect(answer.headers.get('cache-control')).toBe('private, no-cache');
      const parts = await partsOf(answer);
      expect(parts.map((part) => part.body)).toEqual(slices.map(({ file }) => Buffer.from(file)));
      expect(parts[0]?.headers['content-type']).toBe(
        'application/dicom; transfer-syntax=1.2.840.10008.1.2.1',
      );
    });

    it('come alone, with ranges and entity tags', async () => {
      const whole = await get(ofInstance(), 'application/dicom');
      expect(await body(whole)).toEqual(Buffer.from(slices[0]!.file));
      const part = await get(ofInstance(), 'application/dicom', { range: 'bytes=128-131' });
      expect([part.status, part.headers.get('content-range')]).toEqual([
        206,
        `bytes 128-131/${slices[0]!.file.length}`,
      ]);
      expect((await body(part)).toString()).toBe('DICM');
      const beyond = await get(ofInstance(), 'application/dicom', { range: 'bytes=99999999-' });
      expect(beyond.status).toBe(416);
      const tag = whole.headers.get('etag') ?? '';
      expect((await get(ofInstance(), 'application/dicom', { 'if-none-match': tag })).status).toBe(304);
    });

    it('are told by HEAD, in their length', async () => {
      const answer = await fetch(`${receiving.url}${ofInstance()}`, {
        method: 'HEAD',
        headers: { accept: 'application/dicom' },
      });
      expect(answer.headers.get('content-length')).toBe(String(slices[0]!.file.length));
    });

    it('come as a ZIP archive', async () => {
      const archive = await body(await get(ofStudy(), 'application/zip'));
      const names = await new Promise<string[]>((resolve, reject) =>
        fromBuffer(archive, (error, zip) => {
          if (error) return reject(error);
          const found: string[] = [];
          zip.on('entry', (entry: { fileName: string }) => found.push(entry.fileName));
          zip.on('end', () => resolve(found));
        }),
      );
      expect(names).toEqual(slices.map(({ uid }) => `${series}/${uid}.dcm`));
    });

    it.each([
      TransferSyntax.ImplicitVrLittleEndian,
      TransferSyntax.JpegLsLossless,
      TransferSyntax.Jpeg2000Lossless,
      TransferSyntax.JpegLosslessFirstOrder,
      TransferSyntax.RleLossless,
    ])('are transcoded to %s, pixels unchanged', async (syntax) => {
      const [part] = await partsOf(await get(ofInstance(), `${MULTIPART_DICOM}; transfer-syntax=${syntax}`));
      const object = DicomObject.parse(part!.body);
      expect(object.transferSyntaxUid).toBe(syntax);
      const { data } = await decodeFrame(object, 3);
      expect(data).toEqual(slices[0]!.pixels.subarray(2048));
    });

    it('are refused in what they cannot be had in, with what they can', async () => {
      const answer = await get(ofStudy(), `${MULTIPART_DICOM}; transfer-syntax=1.2.840.10008.1.2.4.102`);
      expect(answer.status).toBe(406);
      expect(((await answer.json()) as { detail: string }).detail).toContain('1.2.840.10008.1.2.4.80');
      expect((await get(ofStudy(), 'text/html')).status).toBe(406);
      expect((await get(ofStudy(), 'application/dicom')).status).toBe(406);
    });

    it('are not found under another study, and nobody learns more', async () => {
      expect((await get(`/dicom-web/studies/${newUid()}`, '*/*')).status).toBe(404);
      const elsewhere = `/dicom-web/studies/${newUid()}/series/${series}/instances/${slices[0]!.uid}`;
      expect((await get(elsewhere, '*/*')).status).toBe(404);
    });
  });

  describe('metadata', () => {
    it('name every value that they leave out by a URL that gives it', async () => {
      const answer = await get(ofStudy('/metadata'), 'application/dicom+json');
      const metadata = (await answer.json()) as DicomJson[];
      expect(metadata.map((one) => one['00080018']?.Value?.[0])).toEqual(slices.map(({ uid }) => uid));
      expect(metadata[0]).toMatchObject({
        '00080005': { Value: ['ISO_IR 192'] },
        '00083002': { Value: ['1.2.840.10008.1.2.1'] },
        '00100010': { vr: 'PN', Value: [{ Alphabetic: 'PHANTOM^ONE' }] },
      });
      const url = metadata[0]?.['7FE00010']?.BulkDataURI ?? '';
      const bulk = await body(await fetch(url, { headers: { accept: 'application/octet-stream' } }));
      expect(bulk.equals(Buffer.from(slices[0]!.pixels.buffer))).toBe(true);
      const range = await fetch(url, {
        headers: { accept: 'application/octet-stream', range: 'bytes=2048-4095' },
      });
      expect((await body(range)).equals(bytesOf(slices[0]!.pixels, 2))).toBe(true);
      const [icon] = (metadata[0]?.['00880200']?.Value ?? []) as DicomJson[];
      const [part] = await partsOf(await fetch(icon?.['7FE00010']?.BulkDataURI ?? ''));
      expect([...part!.body]).toEqual([1, 2, 3, 4]);
      expect((await fetch(url.replace('7FE00010', '00420011'))).status).toBe(404);
    });

    it('come as Native DICOM Model', async () => {
      const parts = await partsOf(
        await get(ofStudy('/metadata'), 'multipart/related; type="application/dicom+xml"'),
      );
      expect(parts).toHaveLength(2);
      expect(parts[0]!.body.toString()).toContain('<FamilyName>PHANTOM</FamilyName>');
    });
  });

  describe('bulk data of whole resources', () => {
    it.each([
      ['a study', ''],
      ['a series', `/series/${series}`],
    ])('of %s come as parts, each with its URL', async (_, path) => {
      const parts = await partsOf(await get(ofStudy(`${path}/bulkdata`), '*/*'));
      const urls = slices.flatMap((slice) =>
        ['00880200/1/7FE00010', '7FE00010'].map(
          (one) => receiving.url + ofInstance(`/bulkdata/${one}`, slice),
        ),
      );
      expect(parts.map(({ headers }) => headers['content-location'])).toEqual(urls);
      expect(parts.map((part) => part.body)).toEqual(
        slices.flatMap(({ pixels }) => [Buffer.from([1, 2, 3, 4]), Buffer.from(pixels.buffer)]),
      );
    });

    it('are the pixels alone, where they are asked for', async () => {
      const parts = await partsOf(
        await get(ofInstance('/pixeldata'), 'multipart/related; type="application/octet-stream"'),
      );
      expect(parts.map((part) => part.body.equals(Buffer.from(slices[0]!.pixels.buffer)))).toEqual([true]);
    });

    it('are refused alone, and as pictures', async () => {
      expect((await get(ofStudy('/bulkdata'), 'application/octet-stream')).status).toBe(406);
      expect((await get(ofStudy('/pixeldata'), 'multipart/related; type="image/jpeg"')).status).toBe(406);
    });
  });

  describe('frames', () => {
    it("come for OHIF's Accept, which quotes nothing", async () => {
      const accept = 'multipart/related; type=application/octet-stream; transfer-syntax=*';
      const [part] = await partsOf(await get(ofInstance('/frames/2'), accept));
      expect(part!.body.equals(bytesOf(slices[0]!.pixels, 2))).toBe(true);
      expect(part!.headers['content-type']).toBe(
        'application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1',
      );
    });

    it('come as a list', async () => {
      const parts = await partsOf(await get(ofInstance('/frames/1,3')));
      expect(parts.map((part) => part.body)).toEqual(
        [1, 3].map((frame) => bytesOf(slices[0]!.pixels, frame)),
      );
    });

    it('come alone, in ranges, and are told by HEAD in their length', async () => {
      const frame = bytesOf(slices[0]!.pixels, 2);
      const whole = await get(ofInstance('/frames/2'), 'application/octet-stream');
      expect([whole.status, whole.headers.get('accept-ranges')]).toEqual([200, 'bytes']);
      expect((await body(whole)).equals(frame)).toBe(true);
      const range = await get(ofInstance('/frames/2'), 'application/octet-stream', {
        range: 'bytes=100-299',
      });
      expect([range.status, range.headers.get('content-range')]).toEqual([206, 'bytes 100-299/2048']);
      expect((await body(range)).equals(frame.subarray(100, 300))).toBe(true);
      const beyond = await get(ofInstance('/frames/2'), 'application/octet-stream', { range: 'bytes=2048-' });
      expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */2048']);
      const told = await fetch(`${receiving.url}${ofInstance('/frames/2')}`, { method: 'HEAD' });
      expect(Number(told.headers.get('content-length'))).toBeGreaterThan(2048);
      expect(await body(told)).toHaveLength(0);
      const tag = whole.headers.get('etag')!;
      const again = await get(ofInstance('/frames/2'), 'application/octet-stream', { 'if-none-match': tag });
      expect(again.status).toBe(304);
    });

    it.each([
      ['image/jls', '1.2.840.10008.1.2.4.80'],
      ['image/jp2', '1.2.840.10008.1.2.4.90'],
      ['image/jpeg', '1.2.840.10008.1.2.4.70'],
    ])('come as %s, alone', async (type, syntax) => {
      const answer = await get(ofInstance('/frames/1'), type);
      expect(answer.headers.get('content-type')).toBe(`${type}; transfer-syntax=${syntax}`);
      expect((await body(answer)).readUInt16BE(0) & 0xff00).toBe(0xff00);
    });

    it('are refused beyond the last, and as video', async () => {
      expect((await get(ofInstance('/frames/4'))).status).toBe(404);
      expect((await get(ofInstance('/frames/1'), 'video/mp4')).status).toBe(406);
    });
  });

  describe('pictures', () => {
    const sizeOf = async (answer: Response): Promise<unknown> => {
      const { format, width, height } = await sharp(await body(answer)).metadata();
      return { format, width, height };
    };

    it.each([
      ['a study', ''],
      ['a series', `/series/${series}`],
      ['an instance', `/series/${series}/instances/${slices[0]!.uid}`],
    ])('stand for %s as a thumbnail', async (_, path) => {
      const answer = await get(ofStudy(`${path}/thumbnail`), '*/*');
      expect(await sizeOf(answer)).toEqual({ format: 'jpeg', width: 128, height: 128 });
    });

    it('are rendered through the window, into the viewport', async () => {
      const query = '?window=0,200,linear&viewport=16,16,8,8,16,16';
      expect(await sizeOf(await get(ofInstance(`/rendered${query}`), 'image/png'))).toEqual({
        format: 'png',
        width: 16,
        height: 16,
      });
      const windowed = await sharp(
        await body(await get(ofInstance('/frames/1/rendered?window=0,2,linear-exact'), 'image/png')),
      )
        .greyscale()
        .raw()
        .toBuffer();
      const [dark, bright] = [
        slices[0]!.pixels.findIndex((v) => v < -2),
        slices[0]!.pixels.findIndex((v) => v > 2),
      ];
      expect([windowed[dark], windowed[bright]]).toEqual([0, 255]);
    });

    it('are smaller as JPEG the less quality is asked', async () => {
      const sizes: number[] = [];
      for (const quality of [10, 50, 95])
        sizes.push((await body(await get(ofInstance(`/rendered?quality=${quality}`), 'image/jpeg'))).length);
      expect(sizes[0]! * 1.2).toBeLessThan(sizes[1]!);
      expect(sizes[1]! * 1.2).toBeLessThan(sizes[2]!);
    });

    it('come all, as parts', async () => {
      const parts = await partsOf(await get(ofStudy('/rendered'), 'multipart/related; type="image/jpeg"'));
      expect(parts).toHaveLength(6);
    });

    it.each(['window=1', 'quality=0', 'viewport=0,1', 'annotation=patient', 'viewport=8,8,0,0,99,99'])(
      'are refused with %s',
      async (query) => expect((await get(ofInstance(`/rendered?${query}`), '*/*')).status).toBe(400),
    );
  });

  describe("OHIF's requests", () => {
    it('find the study, its series and its instances', async () => {
      const list =
        '/dicom-web/studies?limit=101&offset=0&fuzzymatching=false&includefield=00081030%2C00080060%2C00080090';
      const [found] = (await (await get(list, 'application/dicom+json')).json()) as DicomJson[];
      expect(found).toMatchObject({ '0020000D': { Value: [study] }, '00201208': { Value: [2] } });
      expect(found?.['00081190']?.Value?.[0]).toBe(`${receiving.url}${ofStudy()}`);
      const all = (await (
        await get(
          ofStudy('/series?includefield=00080021%2C00080031%2C0008103E%2C00200011'),
          'application/dicom+json',
        )
      ).json()) as DicomJson[];
      expect(all).toHaveLength(1);
      const instances = await get(ofStudy(`/series/${series}/instances`), 'application/dicom+json');
      expect((await instances.json()) as DicomJson[]).toHaveLength(2);
    });

    it('are answered with an empty list where nothing matches, and told when there is more', async () => {
      const none = await get('/dicom-web/studies?PatientID=NOBODY', 'application/dicom+json');
      expect([none.status, await none.json()]).toEqual([200, []]);
      const some = await get('/dicom-web/instances?limit=1', 'application/dicom+json');
      expect(some.headers.get('warning')).toContain('299');
      const fuzzy = await get(
        '/dicom-web/studies?fuzzymatching=true&PatientName=fantom%20won',
        'application/dicom+json',
      );
      expect([fuzzy.headers.get('warning'), (await fuzzy.json()) as DicomJson[]]).toMatchObject([null, [{}]]);
      const literal = await get(
        '/dicom-web/studies?fuzzymatching=true&PerformingPhysicianName=x',
        'application/dicom+json',
      );
      expect(literal.headers.get('warning')).toContain('Only literal matching');
      const wrong = await get('/dicom-web/studies?NoSuchThing=1', 'application/dicom+json');
      expect([wrong.status, await wrong.json()]).toMatchObject([400, { code: 'query.attribute-unknown' }]);
    });
  });

  it('tells its capabilities as WADL and as JSON', async () => {
    const options = await fetch(`${receiving.url}/dicom-web/`, { method: 'OPTIONS' });
    expect(options.headers.get('content-type')).toContain('application/vnd.sun.wadl+xml');
    const document = await options.text();
    expect(document).toContain(`<resources base="${receiving.url}/dicom-web/">`);
    const { resources } = (await (await get('/dicom-web', 'application/json')).json()) as {
      resources: { path: string }[];
    };
    for (const { path } of resources) expect(document).toContain(`path="${path}"`);
    expect(resources.map(({ path }) => path)).toContain(
      'studies/{study}/series/{series}/instances/{instance}',
    );
  });

  it.each([
    ['PUT', '/dicom-web/studies', 'GET, HEAD, OPTIONS, POST'],
    ['DELETE', '/dicom-web/studies', 'GET, HEAD, OPTIONS, POST'],
    ['POST', ofStudy('/metadata'), 'GET, HEAD, OPTIONS'],
    ['PATCH', ofInstance(), 'DELETE, GET, HEAD, OPTIONS'],
  ])('refuses %s of %s with what is allowed', async (method, path, allowed) => {
    const answer = await fetch(`${receiving.url}${path}`, { method });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allowed]);
    expect(await answer.json()).toMatchObject({ status: 405 });
    expect((await fetch(`${receiving.url}/dicom-web/nothing`, { method })).status).toBe(404);
  });

  it('deletes for nobody who is not signed in as one who may', async () => {
    const answer = await fetch(`${receiving.url}${ofStudy()}`, { method: 'DELETE' });
    expect(answer.status).toBe(401);
    expect((await get(ofStudy(), '*/*')).status).toBe(200);
  });
});
