import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw } from 'node:zlib';
import { DicomObject, newUid, part10Head, TransferSyntax, writePart10 } from '@wetread/dicom';
import { openAssociation, storageContexts } from '@wetread/dimse';
import { StoredObjects } from '@wetread/imaging-study';
import { sopInstanceUid } from '@wetread/kernel';
import { until } from '../harness/until';
import { type ReceivingApp, STARTING_MS, startReceivingApp } from './stow-app';

const MiB = 1024 * 1024;
const FRAMES = 512;
const FRAME_BYTES = 2 * MiB;
/** What the process may grow by, both ends of the association in it. */
const ALLOWED_GROWTH = 300 * MiB;

const kind = {
  sopClassUid: '1.2.840.10008.5.1.4.1.1.7.3',
  transferSyntaxUid: TransferSyntax.ExplicitVrLittleEndian,
};

/** The data set of a multi-frame object of 1 GiB, made while it is read. */
async function* largeDataSet(uid: string, frames = FRAMES): AsyncGenerator<Buffer> {
  const file = writePart10(kind, {
    SOPClassUID: kind.sopClassUid,
    SOPInstanceUID: uid,
    StudyInstanceUID: newUid(),
    SeriesInstanceUID: newUid(),
    PatientID: 'LARGE',
    Modality: 'OT',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    NumberOfFrames: frames,
    Rows: 1024,
    Columns: 1024,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 0,
  });
  yield Buffer.from(file.subarray(DicomObject.parse(file).dataSetStart));
  const pixelData = Buffer.from('e07f10004f57000000000000', 'hex');
  pixelData.writeUInt32LE(frames * FRAME_BYTES, 8);
  yield pixelData;
  const frame = Buffer.alloc(FRAME_BYTES);
  // Something that deflates as little as a picture's quiet parts, or it would be taken for a bomb.
  frame.set(randomBytes(FRAME_BYTES / 40), 1024);
  for (let number = 0; number < frames; number += 1) {
    frame.writeUInt32LE(number);
    yield Buffer.from(frame);
  }
}

/** The greatest resident set while `work` runs, over that before it. */
async function growthDuring(work: () => Promise<void>): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const sampling = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
  try {
    await work();
  } finally {
    clearInterval(sampling);
  }
  return most - before;
}

/** Bytes of an instance by WADO-RS, none of them kept. */
async function lengthOf(url: string, syntax: string): Promise<number> {
  const answer = await fetch(url, { headers: { accept: `application/dicom; transfer-syntax=${syntax}` } });
  expect(answer.status).toBe(200);
  let length = 0;
  for await (const chunk of answer.body!) length += (chunk as Uint8Array).length;
  return length;
}

describe('an object of 1 GiB', () => {
  let receiving: ReceivingApp;
  beforeAll(async () => {
    receiving = await startReceivingApp({ WETREAD_MAX_INSTANCE_BYTES: String(1200 * MiB) });
  }, STARTING_MS);
  afterAll(() => receiving?.close());

  it('is stored by C-STORE, and given by C-GET and WADO-RS, in bounded memory', async () => {
    const uid = newUid();
    const peer = {
      host: '127.0.0.1',
      port: receiving.dimsePort,
      calledAeTitle: 'WETREAD',
      callingAeTitle: 'LARGE',
    };
    const stored = await growthDuring(async () => {
      const association = await openAssociation(peer, storageContexts([kind]));
      const dataSet = Readable.from(largeDataSet(uid));
      expect(await association.store({ ...kind, sopInstanceUid: uid, dataSet })).toMatchObject({ code: 0 });
      await association.release();
    });
    // Its sender is answered as soon as it cannot be lost, a moment before it can be found.
    const object = await until('it can be found', async () =>
      receiving.app
        .get(StoredObjects)
        .open(sopInstanceUid(uid))
        .catch(() => null),
    );
    expect(object.dataSetBytes).toBeGreaterThan(FRAMES * FRAME_BYTES);

    const GET = '1.2.840.10008.5.1.4.1.2.2.3';
    let received = 0;
    const sent = await growthDuring(async () => {
      const role = { scu: false, scp: true };
      const contexts = [
        ...storageContexts([kind]).map((one) => ({ ...one, role })),
        { abstractSyntaxUid: GET, transferSyntaxUids: [kind.transferSyntaxUid] },
      ];
      const association = await openAssociation(peer, contexts, {
        onStore: async ({ dataSet }) => {
          for await (const chunk of dataSet) received += (chunk as Buffer).length;
          return { dicomStatus: 0 };
        },
      });
      await association.get({
        sopClassUid: GET,
        identifier: { QueryRetrieveLevel: 'IMAGE', SOPInstanceUID: uid },
      });
      await association.release();
    });
    expect(received).toBe(object.dataSetBytes);

    const { studyInstanceUid, seriesInstanceUid, bytes } = object.instance;
    const path = `/dicom-web/studies/${studyInstanceUid}/series/${seriesInstanceUid}/instances/${uid}`;
    const retrieved = await growthDuring(async () => {
      const syntaxes = ['*', TransferSyntax.ImplicitVrLittleEndian];
      const lengths = await Promise.all(syntaxes.map((one) => lengthOf(receiving.url + path, one)));
      expect(lengths[0]).toBe(bytes);
      expect(Math.abs(bytes - lengths[1]!)).toBeLessThan(1000);
    });
    console.info(
      `resident memory grew by ${Math.round(stored / MiB)} MiB storing, ${Math.round(sent / MiB)} MiB sending, ${Math.round(retrieved / MiB)} MiB by WADO-RS`,
    );
    expect(Math.max(stored, sent, retrieved)).toBeLessThan(ALLOWED_GROWTH);
  }, 300_000);

  it('is stored by STOW-RS in bounded memory', async () => {
    const uid = newUid();
    async function* body(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('--b\r\nContent-Type: application/dicom\r\n\r\n');
      yield part10Head({ ...kind, sopInstanceUid: uid });
      yield* largeDataSet(uid);
      yield Buffer.from('\r\n--b--\r\n');
    }
    const grown = await growthDuring(async () => {
      // Not fetch: its client keeps what it has sent.
      const posted = request(`${receiving.url}/dicom-web/studies`, {
        method: 'POST',
        headers: { 'content-type': 'multipart/related; type="application/dicom"; boundary=b' },
      });
      const answer = once(posted, 'response') as Promise<[IncomingMessage]>;
      await pipeline(body, posted);
      expect((await answer)[0].statusCode).toBeLessThan(300);
    });
    const object = await receiving.app.get(StoredObjects).open(sopInstanceUid(uid));
    expect(object.dataSetBytes).toBeGreaterThan(FRAMES * FRAME_BYTES);
    console.info(`resident memory grew by ${Math.round(grown / MiB)} MiB by STOW-RS`);
    expect(grown).toBeLessThan(ALLOWED_GROWTH);
  }, 300_000);

  it('deflated, is stored and shown frame by frame in bounded memory', async () => {
    const [uid, frames] = [newUid(), 240];
    const syntax = TransferSyntax.DeflatedExplicitVrLittleEndian;
    async function* body(): AsyncGenerator<Uint8Array> {
      yield part10Head({ ...kind, transferSyntaxUid: syntax, sopInstanceUid: uid });
      yield* Readable.from(largeDataSet(uid, frames)).pipe(createDeflateRaw()) as AsyncIterable<Buffer>;
    }
    const stored = await growthDuring(async () => {
      const headers = { 'content-type': 'application/dicom' };
      const posted = request(`${receiving.url}/dicom-web/studies`, { method: 'POST', headers });
      const answer = once(posted, 'response') as Promise<[IncomingMessage]>;
      await pipeline(body, posted);
      expect((await answer)[0].statusCode).toBeLessThan(300);
    });
    const { instance } = await receiving.app.get(StoredObjects).open(sopInstanceUid(uid));
    const path = `studies/${instance.studyInstanceUid}/series/${instance.seriesInstanceUid}/instances/${uid}`;
    const shown = await growthDuring(async () => {
      for (const number of [1, frames]) {
        const answer = await fetch(`${receiving.url}/dicom-web/${path}/frames/${number}`, {
          headers: { accept: 'application/octet-stream' },
        });
        expect(Buffer.from(await answer.arrayBuffer()).readUInt32LE()).toBe(number - 1);
      }
    });
    console.info(
      `480 MiB deflated to ${Math.round(instance.bytes / MiB)}: resident memory grew by ${Math.round(stored / MiB)} MiB storing, ${Math.round(shown / MiB)} MiB showing`,
    );
    expect(Math.max(stored, shown)).toBeLessThan(ALLOWED_GROWTH);
  }, 300_000);
});
