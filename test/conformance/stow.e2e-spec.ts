import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { basename } from 'node:path';
import { DicomObject, newUid, SopClass, writePart10 } from '@wetread/dicom';
import { Quarantine, Studies } from '@wetread/imaging-study';
import { studyInstanceUid } from '@wetread/kernel';
import { writePhantomStudy } from '@wetread/phantom';
import { describeWithData, realDicomFiles } from '@wetread/testing';
import { stow } from '../harness/stow';
import { DUPLICATE, isIncomplete, isThereTwice, refusedFiles } from './real-files';
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

/** An object that has all that its class demands. */
const film = (name = 'PHANTOM^One'): Uint8Array =>
  writePhantomStudy({
    patient: { id: 'PHANTOM-1', name, birthDate: '19700101', sex: 'O' },
    study: { date: '20261101', time: '120000', description: newUid(), accessionNumber: 'PH-1' },
    films: [{ seed: (seed += 1) }],
    size: 64,
  }).instances[0]!.bytes;
let seed = 0;
const studyOf = (object: Uint8Array): string => DicomObject.parse(object).header.studyInstanceUid;

/** With one UID in place of another of the same length or shorter. */
function replaced(object: Uint8Array, from: string, to: string): Uint8Array {
  const bytes = Buffer.from(object);
  bytes.write(to.padEnd(from.length, '\0'), bytes.indexOf(from), 'latin1');
  return bytes;
}

const value = (tag: string, vr: string, ...values: string[]): string =>
  `<DicomAttribute tag="${tag}" vr="${vr}">${values.map((one, index) => `<Value number="${index + 1}">${one}</Value>`).join('')}</DicomAttribute>`;

/** One instance in the Native DICOM Model (PS3.19 annex A.1), and the part with its pixels. */
function nativeRequest({ study, series, instance }: Record<string, string>): Buffer {
  const model = `<?xml version="1.0" encoding="UTF-8"?>
<NativeDicomModel xmlns="http://dicom.nema.org/PS3.19/models/NativeDICOM" xml:space="preserve">
  ${value('00080016', 'UI', SopClass.SecondaryCaptureImageStorage)}${value('00080018', 'UI', instance!)}
  <DicomAttribute tag="00081140" vr="SQ"><Item number="1">${value('00081155', 'UI', '1.2.3')}</Item></DicomAttribute>
  <DicomAttribute tag="00100010" vr="PN" keyword="PatientName"><PersonName number="1"><Alphabetic>
    <FamilyName>Müller &amp; Söhne</FamilyName><GivenName>Jürgen</GivenName></Alphabetic></PersonName></DicomAttribute>
  ${value('0020000D', 'UI', study!)}${value('0020000E', 'UI', series!)}
  ${value('00280002', 'US', '1')}${value('00280004', 'CS', 'MONOCHROME2')}${value('00280010', 'US', '2')}
  ${value('00280011', 'US', '2')}${value('00280030', 'DS', '0.5', '0.25')}${value('00280100', 'US', '8')}
  <DicomAttribute tag="7FE00010" vr="OB"><BulkData uri="bulk/1"/></DicomAttribute>
</NativeDicomModel>`;
  return Buffer.concat([
    Buffer.from(`--b\r\nContent-Type: application/dicom+xml\r\n\r\n${model}\r\n`),
    Buffer.from('--b\r\nContent-Type: application/octet-stream\r\nContent-Location: bulk/1\r\n\r\n'),
    Buffer.from([1, 2, 3, 4]),
    Buffer.from('\r\n--b--'),
  ]);
}

const warningsOf = (body: Item): unknown[] =>
  itemsOf(body, '00081199').map((item) => item['00081196']?.Value?.[0]);
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
    const files = [film(), film()];
    for (const answer of [await stow(receiving.url, files), await stow(receiving.url, files)]) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('application/dicom+json');
      const body = (await answer.json()) as Item;
      expect(itemsOf(body, '00081199')).toHaveLength(2);
      expect(body['00081198']).toBeUndefined();
      expect(warningsOf(body)).toEqual([undefined, undefined]);
    }
  });

  it('answers 202 with what is stored although it lacks what its class demands (B007)', async () => {
    const answer = await stow(receiving.url, [made(), film()]);
    expect(answer.status).toBe(202);
    expect(warningsOf((await answer.json()) as Item)).toEqual([0xb007, undefined]);
  });

  it('answers 202 with what is told otherwise than it was sent: the study keeps its patient (B000)', async () => {
    const [first, second] = ['PHANTOM^One', 'PHANTOM^Other'].map((name) => film(name));
    const inOneStudy = (object: Uint8Array): Uint8Array => replaced(object, studyOf(object), studyOf(first!));
    expect((await stow(receiving.url, [first!])).status).toBe(200);
    const answer = await stow(receiving.url, [inOneStudy(second!)]);
    expect([answer.status, warningsOf((await answer.json()) as Item)]).toEqual([202, [0xb000]]);
  });

  it('takes metadata in the Native DICOM Model with the bulk data that they name, and gives them back', async () => {
    const uids = { study: newUid(), series: newUid(), instance: newUid() };
    const answer = await post(nativeRequest(uids), {
      'content-type': 'multipart/related; type="application/dicom+xml"; boundary=b',
      accept: 'application/dicom+xml',
    });
    expect(answer.status).toBe(202);
    expect(await answer.text()).toContain(`<Value number="1">${uids.instance}</Value>`);
    const path = `/dicom-web/studies/${uids.study}/series/${uids.series}/instances/${uids.instance}`;
    const [metadata] = (await (await fetch(`${receiving.url}${path}/metadata`)).json()) as Item[];
    expect(metadata?.['00100010']?.Value).toEqual([{ Alphabetic: 'Müller & Söhne^Jürgen' }]);
    expect(metadata?.['00280030']?.Value).toEqual([0.5, 0.25]);
    const [item] = itemsOf(metadata!, '00081140');
    expect(item?.['00081155']?.Value).toEqual(['1.2.3']);
    const frame = await fetch(`${receiving.url}${path}/frames/1`, {
      headers: { accept: 'application/octet-stream' },
    });
    expect([...new Uint8Array(await frame.arrayBuffer())]).toEqual([1, 2, 3, 4]);
    const xml = await fetch(`${receiving.url}${path}/metadata`, {
      headers: { accept: 'multipart/related; type="application/dicom+xml"' },
    });
    expect(await xml.text()).toContain('<FamilyName>Müller &amp; Söhne</FamilyName>');
  });

  it('takes one object as application/dicom', async () => {
    const answer = await post(made(), { 'content-type': 'application/dicom' });
    expect(answer.ok).toBe(true);
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
    expect((await post(body, { 'content-type': type })).ok).toBe(true);
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
      'XML that expands itself',
      { 'content-type': 'multipart/related; type="application/dicom+xml"; boundary=b' },
      '--b\r\nContent-Type: application/dicom+xml\r\n\r\n<!DOCTYPE a [<!ENTITY b "c">]><NativeDicomModel>&b;</NativeDicomModel>\r\n--b--',
      400,
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
    'stores each of them, or says why not',
    async () => {
      const seen = new Map<string, Buffer>();
      let stored = 0;
      for (const path of realDicomFiles(dataDir)) {
        const name = basename(path);
        const bytes = readFileSync(path);
        const answer = await stow(receiving.url, [bytes]);
        const body = (await answer.json()) as Item;
        const [reason = 0] = [...reasonsOf(body, '00081198'), ...reasonsOf(body, '0008119A')];
        const got = { name, status: answer.status, reason };
        const refused = refusedFiles[name];
        if (refused) {
          expect(got).toEqual({ name, status: refused.status, reason: refused.reason });
          continue;
        }
        const uid = DicomObject.parse(bytes).header.sopInstanceUid;
        const before = seen.get(uid);
        if (before && !before.equals(bytes) && !isThereTwice(path)) {
          expect(got).toEqual({ name, status: 409, reason: DUPLICATE });
          continue;
        }
        seen.set(uid, bytes);
        stored += 1;
        const warnings = isIncomplete(path) ? [0xb007] : [undefined];
        expect({ ...got, warnings: warningsOf(body) }).toEqual({
          name,
          status: isIncomplete(path) ? 202 : 200,
          reason: 0,
          warnings,
        });
      }
      expect(stored).toBeGreaterThanOrEqual(50);
      const { objects } = await receiving.app.get(Quarantine).page(500, 0);
      expect(objects.length).toBeGreaterThanOrEqual(Object.keys(refusedFiles).length);
    },
    STARTING_MS,
  );
});
