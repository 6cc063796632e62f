import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { newUid, SopClass, writePart10 } from '@wetread/dicom';
import { openImportSource, Quarantine, Studies, type IncomingInstance } from '@wetread/imaging-study';
import { studyInstanceUid } from '@wetread/kernel';
import { describeWithData } from '@wetread/testing';
import { stow } from '../harness/stow';
import { startReceivingApp, STARTING_MS, type ReceivingApp } from './stow-app';

type Item = Record<string, { vr: string; Value?: unknown[] }>;

const made = (attributes: Record<string, string> = {}): Uint8Array =>
  writePart10(
    {},
    {
      SOPClassUID: SopClass.SecondaryCaptureImageStorage,
      SOPInstanceUID: newUid(),
      StudyInstanceUID: newUid(),
      SeriesInstanceUID: newUid(),
      PatientID: 'PHANTOM-1',
      PatientName: 'PHANTOM^ONE',
      Modality: 'OT',
      ...attributes,
    },
  );

const itemsOf = (body: Item, tag: string): Item[] => (body[tag]?.Value ?? []) as Item[];
const reasonsOf = (body: Item, tag: string): unknown[] =>
  itemsOf(body, tag).map((item) => item['00081197']?.Value?.[0]);

describe('STOW-RS (PS3.18 section 10.5)', () => {
  let receiving: ReceivingApp;
  beforeAll(async () => {
    receiving = await startReceivingApp({
      WETREAD_MAX_INSTANCE_BYTES: String(8 * 1024 * 1024),
      WETREAD_MAX_UPLOAD_BYTES: String(64 * 1024 * 1024),
    });
  }, STARTING_MS);
  afterAll(() => receiving?.close());

  const post = (body: Uint8Array | string, headers: Record<string, string>, path = '/dicom-web/studies') =>
    fetch(`${receiving.url}${path}`, { method: 'POST', body: body as Buffer, headers });

  it('answers 200 with what is stored now, and again when it was stored before', async () => {
    const files = [made(), made()];
    for (const answer of [await stow(receiving.url, files), await stow(receiving.url, files)]) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toContain('application/dicom+json');
      const body = (await answer.json()) as Item;
      expect(itemsOf(body, '00081199')).toHaveLength(2);
      expect(body['00081198']).toBeUndefined();
    }
  });

  it('takes one object as application/dicom', async () => {
    const answer = await post(made(), { 'content-type': 'application/dicom' });
    expect(answer.status).toBe(200);
  });

  it.each([
    'multipart/related; type=application/dicom; boundary=b',
    'multipart/related; boundary="b"; type="application/dicom"; start="<1>"',
    'multipart/related; boundary=b',
  ])('takes %s', async (type) => {
    const body = Buffer.concat([
      Buffer.from('--b\r\nContent-Type: application/dicom\r\n\r\n'),
      made(),
      Buffer.from('\r\n--b--'),
    ]);
    expect((await post(body, { 'content-type': type })).status).toBe(200);
  });

  it('answers 202 when some are stored, naming each failure', async () => {
    const uids = { SOPInstanceUID: newUid(), StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() };
    const changed = made({ ...uids, StudyDescription: 'changed' });
    const answer = await stow(receiving.url, [made(uids), changed, Buffer.from('no DICOM')]);
    expect(answer.status).toBe(202);
    const body = (await answer.json()) as Item;
    expect(itemsOf(body, '00081199')).toHaveLength(1);
    expect(reasonsOf(body, '00081198')).toEqual([0x0111]);
    expect(itemsOf(body, '00081198')[0]?.['00081155']?.Value).toEqual([uids.SOPInstanceUID]);
    expect(reasonsOf(body, '0008119A')).toEqual([0xc000]);
  });

  it('answers 409 when the addressed study is another one', async () => {
    const answer = await stow(receiving.url, [made()], { path: `/dicom-web/studies/${newUid()}` });
    expect(answer.status).toBe(409);
    const [reason] = reasonsOf((await answer.json()) as Item, '00081198');
    expect(Number(reason) >> 8).toBe(0xa9);
  });

  it.each([
    ['text', { 'content-type': 'text/plain' }, 'x', 415],
    ['a form', { 'content-type': 'multipart/form-data; boundary=b' }, '--b--', 415],
    [
      'DICOM XML',
      { 'content-type': 'multipart/related; type="application/dicom+xml"; boundary=b' },
      'x',
      415,
    ],
    ['a compressed body', { 'content-type': 'application/dicom', 'content-encoding': 'gzip' }, 'x', 415],
    ['an answer as nothing we write', { 'content-type': 'application/dicom', accept: 'text/html' }, 'x', 406],
    ['no boundary', { 'content-type': 'multipart/related; type="application/dicom"' }, 'x', 400],
    ['no part', { 'content-type': 'multipart/related; boundary=b' }, '--b--', 400],
    ['an empty body', { 'content-type': 'application/dicom' }, '', 400],
    ['garbage', { 'content-type': 'application/dicom' }, 'garbage'.repeat(100), 400],
    [
      'a part of another type',
      { 'content-type': 'multipart/related; boundary=b' },
      '--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--',
      415,
    ],
  ])('answers %s with its own 4xx', async (_, headers, body, status) => {
    expect((await post(body, headers)).status).toBe(status);
  });

  it('keeps what preceded the cut of a truncated body and answers 400', async () => {
    const uids = { StudyInstanceUID: newUid() };
    const body = Buffer.concat([
      Buffer.from('--b\r\nContent-Type: application/dicom\r\n\r\n'),
      made(uids),
      Buffer.from('\r\n--b\r\nContent-Type: application/dicom\r\n\r\nDIC'),
    ]);
    const answer = await post(body, { 'content-type': 'multipart/related; boundary=b' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'multipart.truncated' });
    const instances = await receiving.app.get(Studies).instances(studyInstanceUid(uids.StudyInstanceUID));
    expect(instances).toHaveLength(1);
  });

  it('refuses a body that announces more than allowed before it is sent', async () => {
    const { hostname, port } = new URL(receiving.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /dicom-web/studies HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/dicom\r\n` +
        'Content-Length: 99999999999\r\n\r\nstart',
    );
    const [chunk] = await new Promise<[Buffer]>((resolve) => socket.once('data', (data) => resolve([data])));
    socket.destroy();
    expect(chunk.toString()).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('refuses one object that is too large and stores its neighbours', async () => {
    const answer = await stow(receiving.url, [made(), Buffer.alloc(9 * 1024 * 1024), made()]);
    expect(answer.status).toBe(202);
    const body = (await answer.json()) as Item;
    expect(itemsOf(body, '00081199')).toHaveLength(2);
    expect(reasonsOf(body, '0008119A')).toEqual([0xa700]);
  });

  it('answers many empty parts as what they are', async () => {
    const body = `${'--b\r\n\r\n\r\n'.repeat(500)}--b--`;
    const answer = await post(body, { 'content-type': 'multipart/related; boundary=b' });
    expect(answer.status).toBe(400);
    expect(itemsOf((await answer.json()) as Item, '0008119A')).toHaveLength(500);
  });

  it(
    'asks for a token where the demo profile does not open the door',
    async () => {
      const closed = await startReceivingApp({ WETREAD_PROFILE: 'production' });
      try {
        expect((await stow(closed.url, [made()])).status).toBe(401);
        expect((await stow(closed.url, [made()], { token: 'wrong' })).status).toBe(401);
      } finally {
        await closed.close();
      }
    },
    STARTING_MS,
  );
});

describeWithData('STOW-RS with real files', (dataDir) => {
  let receiving: ReceivingApp;
  beforeAll(async () => {
    receiving = await startReceivingApp();
  }, STARTING_MS);
  afterAll(() => receiving?.close());

  it(
    'gives each of them a result with a reason, and crashes on none',
    async () => {
      const source = await openImportSource([join(dataDir, 'dicom')]);
      const refused: Record<string, string> = {};
      let stored = 0;
      for await (const file of source.instances as AsyncIterable<IncomingInstance>) {
        if ('error' in file) throw file.error;
        const answer = await stow(receiving.url, [readFileSync(file.name)]);
        expect([200, 400, 409]).toContain(answer.status);
        if (answer.status === 200) stored += 1;
        const body = (await answer.json()) as Item;
        const [reason] = [...reasonsOf(body, '00081198'), ...reasonsOf(body, '0008119A')];
        if (reason !== undefined) refused[file.name] = `0x${Number(reason).toString(16)}`;
      }
      const { objects } = await receiving.app.get(Quarantine).page(500, 0);
      expect(stored).toBeGreaterThanOrEqual(50);
      expect(stored + Object.keys(refused).length).toBe(source.total);
      expect(objects.length).toBeGreaterThan(0);
      for (const chest of ['RG1_J2KI.dcm', '966_fixed.dcm', 'RG1_JLSN.dcm']) {
        expect(Object.keys(refused).filter((name) => name.endsWith(chest))).toEqual([]);
      }
      console.info(`${stored} stored, refused: ${JSON.stringify(refused, null, 1)}`);
    },
    STARTING_MS,
  );
});
