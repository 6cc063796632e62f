import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { newUid, SopClass, TransferSyntax } from '@wetread/dicom';
import { openAssociation, queryContext, storageContexts } from '@wetread/dimse';
import { AppConfig } from '@wetread/platform';
import { associateRequest, describeWithPrograms, pDataTf, pdu, RawScu, storeCommand } from '@wetread/testing';
import { memoryWatch } from '../harness/memory-watch';
import { mutant } from '../harness/mutants';
import { until } from '../harness/until';
import {
  bomb,
  dataSet,
  element,
  emptyLastFragment,
  made,
  MiB,
  nested,
  uids,
  wrapped,
} from './hostile-objects';
import { type ReceivingApp, STARTING_MS, startReceivingApp } from './stow-app';

const SC = SopClass.SecondaryCaptureImageStorage;
const EXPLICIT = TransferSyntax.ExplicitVrLittleEndian;
const COMMAND = 0x01;
const LAST = 0x02;
/** What a batch may cost, MiB: all of it is garbage afterwards, of which a collector may leave some. */
const ALLOWED_GROWTH = 250;

/** What follows the file meta information, whose length the first element tells. */
const bodyOf = (file: Uint8Array): Buffer => {
  const bytes = Buffer.from(file);
  return bytes.subarray(144 + bytes.readUInt32LE(140));
};

/** (0008,0018) of an Explicit VR data set; one of its own for what has none. */
function instanceUidOf(file: Uint8Array): string {
  const body = bodyOf(file);
  const at = body.indexOf(Buffer.from('080018005549', 'hex'));
  if (at < 0) return newUid();
  return body
    .subarray(at + 8, at + 8 + body.readUInt16LE(at + 6))
    .toString('latin1')
    .replace(/\0$/, '');
}

describe('hostile peers of the DICOM listener', () => {
  let receiving: ReceivingApp;
  beforeAll(async () => {
    receiving = await startReceivingApp({ WETREAD_MAX_INSTANCE_BYTES: String(64 * MiB) });
  }, STARTING_MS);
  afterAll(() => receiving?.close());

  const peer = () => ({
    host: '127.0.0.1',
    port: receiving.dimsePort,
    calledAeTitle: 'WETREAD',
    callingAeTitle: 'SPEC',
  });

  /** Another client is answered, and what it sends is stored. */
  async function isServed(): Promise<void> {
    const kind = { sopClassUid: SC, transferSyntaxUid: EXPLICIT };
    const association = await openAssociation(peer(), [
      queryContext(SopClass.Verification),
      ...storageContexts([kind]),
    ]);
    expect((await association.echo()).class).toBe('success');
    const ids = uids();
    const sent = { ...kind, sopInstanceUid: ids.SOPInstanceUID, dataSet: bodyOf(made(ids)) };
    expect((await association.store(sent)).class).toBe('success');
    await association.release();
  }

  /** After a batch everything is as before: peers are served, memory is given back, no draft lies about. */
  async function isAsBefore(growth: () => number): Promise<void> {
    await isServed();
    expect(growth()).toBeLessThan(ALLOWED_GROWTH);
    const incoming = join(receiving.app.get(AppConfig).dataDir, 'blobs', 'incoming');
    await until('the drafts to be gone', async () => (await readdir(incoming)).length === 0);
  }

  /** Sends all that somebody has to say, and nothing more; resolves when the connection has ended. */
  async function said(...pieces: Buffer[]): Promise<number[]> {
    const scu = await RawScu.connect(receiving.dimsePort);
    scu.send(...pieces);
    scu.socket.end();
    const answered: number[] = [];
    for (let answer = await scu.next(); answer; answer = await scu.next()) answered.push(answer.type);
    return answered;
  }

  async function stored(
    file: Uint8Array,
    transferSyntaxUid: string = EXPLICIT,
    cut = 16_000,
  ): Promise<number | null> {
    const scu = await RawScu.connect(receiving.dimsePort);
    await scu.associate({ transferSyntaxUid });
    const status = await scu.store(SC, instanceUidOf(file), bodyOf(file), cut);
    scu.socket.destroy();
    return status;
  }

  describe('objects', () => {
    it.each<[string, () => Uint8Array, string, number]>([
      ['a deflate bomb', () => bomb('\0\0'), TransferSyntax.DeflatedExplicitVrLittleEndian, 0xa702],
      ['a path for a study UID', () => made({ StudyInstanceUID: '../../../etc/passwd' }), EXPLICIT, 0xa900],
      ['an image without rows', () => made({ Rows: 0 }), EXPLICIT, 0xa902],
      ['sequences nested 10,000 deep', () => nested(10_000), EXPLICIT, 0xa701],
      [
        'big endian bytes under a little endian syntax',
        () => wrapped(Buffer.from('0008001655490000', 'hex'), EXPLICIT),
        EXPLICIT,
        0xc012,
      ],
      [
        'implicit bytes under an explicit syntax',
        () => wrapped(Buffer.from('0800160004000000312e3200', 'hex'), EXPLICIT),
        EXPLICIT,
        0xc012,
      ],
      [
        'an element of 4 GiB',
        () =>
          wrapped(
            Buffer.concat([dataSet(), element('00091001', 'OB', new Uint8Array(8), 0xfffffffe)]),
            EXPLICIT,
          ),
        EXPLICIT,
        0xc010,
      ],
    ])('refuses %s, and goes on', async (_, object, syntax, status) => {
      expect(await stored(object(), syntax)).toBe(status);
      await isServed();
    });

    it('stores what only looks odd, and never draws what multiplies to more than memory', async () => {
      expect(await stored(emptyLastFragment(), TransferSyntax.JpegBaseline)).toBe(0);
      const ids = uids();
      const huge = { ...ids, Rows: 65_535, Columns: 65_535, NumberOfFrames: 2_147_483_647 };
      const scu = await RawScu.connect(receiving.dimsePort);
      await scu.associate();
      expect(await scu.store(SC, ids.SOPInstanceUID, bodyOf(made(huge)))).toBe(0);
      scu.socket.destroy();
      const growth = memoryWatch();
      const path = `studies/${ids.StudyInstanceUID}/series/${ids.SeriesInstanceUID}/instances/${ids.SOPInstanceUID}`;
      for (const what of ['rendered', 'frames/1', 'frames/2147483647', 'thumbnail']) {
        const { status } = await fetch(`${receiving.url}/dicom-web/${path}/${what}`);
        expect([what, Math.floor(status / 100)]).toEqual([what, 4]);
      }
      expect(growth()).toBeLessThan(ALLOWED_GROWTH);
    });

    describeWithPrograms(['zzuf'], 'as mutants of a real one', () => {
      it('gets a status for each of 80, none out of the standard, and goes on with the association', async () => {
        const growth = memoryWatch();
        const scu = await RawScu.connect(receiving.dimsePort);
        await scu.associate();
        const statuses: (number | null)[] = [];
        for (let seed = 1; seed <= 80; seed += 1) {
          const { uid, body } = anImage();
          const rate = seed % 2 ? '0.002' : '0.0003';
          const { stdout } = spawnSync('zzuf', ['-s', String(seed), '-r', rate], { input: body });
          statuses.push(await scu.store(SC, uid, stdout, 1 + (seed % 7) * 300));
        }
        await scu.release();
        expect(statuses.filter((status) => !isOfStorage(status))).toEqual([]);
        expect(new Set(statuses).size).toBeGreaterThan(1);
        await isAsBefore(growth);
      });
    });

    it('gets a status for each of 200 faulty ones, however they were made faulty', async () => {
      const growth = memoryWatch();
      const scu = await RawScu.connect(receiving.dimsePort);
      await scu.associate();
      const statuses: (number | null)[] = [];
      for (let seed = 1; seed <= 200; seed += 1) {
        const { uid, body } = anImage();
        statuses.push(await scu.store(SC, uid, mutant(body, seed)));
      }
      expect(statuses.filter((status) => !isOfStorage(status))).toEqual([]);
      expect(statuses.filter((status) => status === 0).length).toBeGreaterThan(10);
      expect(new Set(statuses).size).toBeGreaterThan(3);
      await scu.release();
      await isAsBefore(growth);
    });
  });

  describe('the protocol', () => {
    it('answers 300 faulty A-ASSOCIATE-RQ by accepting, rejecting or aborting, and serves others meanwhile', async () => {
      const growth = memoryWatch();
      const kinds = new Set<number>();
      for (let seed = 1; seed <= 300; seed += 1) {
        for (const type of await said(mutant(associateRequest({}), seed))) kinds.add(type);
        if (seed % 100 === 0) await isServed();
      }
      // A-ASSOCIATE-AC, -RJ and A-ABORT, and nothing else that could be an answer to it.
      expect([...kinds].sort()).toEqual([2, 3, 7]);
      await isAsBefore(growth);
    });

    it('outlives 300 conversations that turn faulty after the association stands', async () => {
      const growth = memoryWatch();
      const body = bodyOf(made());
      const spoken = Buffer.concat([
        pDataTf(storeCommand(SC, newUid()), COMMAND | LAST),
        pDataTf(body.subarray(0, 200), 0),
        pDataTf(body.subarray(200), LAST),
        pdu(0x05, Buffer.alloc(4)),
      ]);
      for (let seed = 1; seed <= 300; seed += 1) {
        // What those before it left to do counts against the associations of one address: rejected for now, taken later.
        await until('an association is accepted', async () => {
          const [first] = await said(associateRequest({}), mutant(spoken, seed));
          expect([2, 3]).toContain(first);
          return first === 2;
        });
      }
      await until('there is a place again', async () => (await said(associateRequest({})))[0] === 2);
      await isAsBefore(growth);
    });

    it.each<[string, () => Buffer[]]>([
      ['a value longer than its PDU', () => [pDataTf(Buffer.alloc(20), COMMAND | LAST, 5000)]],
      ['a value of no length', () => [pDataTf(Buffer.alloc(20), LAST, 1)]],
      ['a value of 4 GiB', () => [pDataTf(Buffer.alloc(20), LAST, 0xffffffff)]],
      ['a PDU of 4 GiB', () => [pdu(0x04, Buffer.alloc(6), 0xffffffff)]],
      [
        'a value in a context that nobody accepted',
        () => [pdu(0x04, Buffer.from([0, 0, 0, 4, 99, 3, 0, 0]))],
      ],
      ['a command set of 4 GiB', () => [pDataTf(element('00000002', '\0\0', Buffer.alloc(8)), COMMAND)]],
      ['a data set of no command', () => [pDataTf(Buffer.alloc(10), LAST)]],
      ['a second A-ASSOCIATE-RQ', () => [associateRequest({})]],
    ])('ends an association with %s', async (_, lie) => {
      const growth = memoryWatch();
      const scu = await RawScu.connect(receiving.dimsePort);
      expect((await scu.associate())?.type).toBe(0x02);
      scu.send(...lie());
      scu.socket.end();
      let last = await scu.next();
      for (let answer = last; answer; answer = await scu.next()) last = answer;
      expect([0x07, undefined]).toContain(last?.type);
      await isAsBefore(growth);
    });

    it('serves others while 150 connections have begun to ask, and 20 associations to send', async () => {
      const growth = memoryWatch();
      const request = associateRequest({});
      const halfOpen = Array.from({ length: 150 }, (_, index) => {
        const socket = connect(receiving.dimsePort, '127.0.0.1').on('error', () => undefined);
        socket.write(request.subarray(0, index % request.length));
        return socket;
      });
      const sending = await Promise.all(
        Array.from({ length: 20 }, () => RawScu.connect(receiving.dimsePort)),
      );
      for (const scu of sending) {
        await scu.associate();
        scu.send(
          pDataTf(storeCommand(SC, newUid()), COMMAND | LAST),
          pDataTf(bodyOf(made()).subarray(0, 50), 0),
        );
      }
      for (let turn = 0; turn < 3; turn += 1) await isServed();
      for (const socket of halfOpen) socket.destroy();
      for (const { socket } of sending) socket.destroy();
      await isAsBefore(growth);
    });

    it('serves a second peer between the bytes of a slow one, and the slow one in the end', async () => {
      const slow = await RawScu.connect(receiving.dimsePort);
      await slow.associate();
      const ids = uids();
      const spoken = Buffer.concat([
        pDataTf(storeCommand(SC, ids.SOPInstanceUID), COMMAND | LAST),
        pDataTf(bodyOf(made(ids)), LAST),
      ]);
      for (let at = 0; at < spoken.length; at += 64) {
        slow.send(spoken.subarray(at, at + 64));
        if (at % 256 === 0) await isServed();
      }
      expect((await slow.next())?.type).toBe(0x04);
      await slow.release();
    });
  });
});

/** An image of 32 x 32, and its SOP Instance UID. */
function anImage(): { uid: string; body: Buffer } {
  const ids = uids();
  const body = bodyOf(made({ ...ids, PixelData: new Uint8Array(1024), Rows: 32, Columns: 32 }));
  return { uid: ids.SOPInstanceUID, body };
}

/** Success, a warning, or a failure of PS3.4 table B.2-1: A7xx, A9xx, Cxxx. */
const isOfStorage = (status: number | null): boolean =>
  status === 0 || (status !== null && (status >> 12 === 0xc || [0xa7, 0xa9, 0xb0].includes(status >> 8)));
