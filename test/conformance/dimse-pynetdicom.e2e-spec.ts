import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SopClass } from '@wetread/dicom';
import { describeWithPython, peersPython } from '@wetread/testing';
import { freePort } from '../harness/orthanc';
import { runProgram } from '../harness/run-program';
import { type DimseApp, madeStudies, startDimseApp } from './dimse-app';
import { STARTING_MS } from './stow-app';

/** What the script prints, as far as a verb fills it. */
interface PeerSaid {
  status: number;
  last: number;
  established: boolean;
  found: Record<string, string>[];
  granted: string;
  received: string[];
  pending: number;
  final: Record<string, unknown>;
  reports: unknown[];
  transaction: string;
}

const PEER = resolve(__dirname, 'peers/pynetdicom_peer.py');

describeWithPython(['pynetdicom'], 'DIMSE by pynetdicom', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'wetread-pynetdicom-'));
  const made = madeStudies();
  const uids = made.instances.map(({ SOPInstanceUID }) => SOPInstanceUID);
  let wetread: DimseApp;

  beforeAll(async () => {
    wetread = await startDimseApp();
    await wetread.register({ aeTitle: 'PYNETDICOM' });
  }, STARTING_MS);
  afterAll(async () => {
    await wetread?.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  async function peer(verb: string, ...args: string[]): Promise<PeerSaid> {
    const { output } = await runProgram(peersPython(), PEER, verb, String(wetread.dimsePort), ...args);
    const line = output.trim().split('\n').at(-1) ?? '';
    expect(line).toMatch(/^\{/);
    return JSON.parse(line) as PeerSaid;
  }

  it('C-ECHO', async () => expect(await peer('echo')).toEqual({ status: 0 }));

  it('C-STORE', async () => {
    const files = made.files.map(({ bytes }, index) => {
      const file = join(scratch, `${index}.dcm`);
      writeFileSync(file, bytes);
      return file;
    });
    expect(await peer('store', ...files)).toEqual({ statuses: [0, 0, 0, 0, 0] });
  });

  it('C-FIND in the default transfer syntax, in the patient and the study root', async () => {
    const patients = await peer('find', 'P', 'QueryRetrieveLevel=PATIENT', 'PatientID=P-77', 'PatientName=');
    expect(patients).toMatchObject({
      status: 0,
      found: [{ PatientName: 'Doe^Jane', QueryRetrieveLevel: 'PATIENT' }],
    });
    const keys = [`StudyInstanceUID=${made.first}`, `SeriesInstanceUID=${made.slices}`, 'SOPInstanceUID='];
    const images = await peer('find', 'S', 'QueryRetrieveLevel=IMAGE', ...keys);
    expect(images.found.map((one) => one.SOPInstanceUID)).toEqual(uids.slice(0, 3));
  });

  it('C-FIND by what is negotiated: fuzzy names, empty values, and no more bytes than were offered', async () => {
    const keys = ['QueryRetrieveLevel=STUDY', 'PatientName=Do Jain', 'StudyInstanceUID='];
    const fuzzy = await peer('find-extended', '010101', ...keys);
    expect([fuzzy.granted, fuzzy.found.length]).toEqual(['010101', 2]);
    const plain = await peer('find-extended', '010100', ...keys);
    expect([plain.granted, plain.found.length]).toEqual(['010100', 0]);
    const all = await peer(
      'find-extended',
      '01000000010101',
      'QueryRetrieveLevel=STUDY',
      'StudyDescription=""',
    );
    // Enhanced multi-frame images are not converted.
    expect([all.granted, all.found.length]).toEqual(['01000000000101', 2]);
  });

  it('C-FIND of a day in another time zone', async () => {
    const study = ['QueryRetrieveLevel=STUDY', 'StudyDate=20261121', 'StudyInstanceUID='];
    expect((await peer('find', 'S', ...study)).found).toHaveLength(0);
    const { status } = await peer(
      'find',
      'S',
      'TimezoneOffsetFromUTC=+0100',
      'SeriesDate=20261121',
      ...study,
    );
    expect(status).toBe(0xa900);
  });

  it('C-FIND that is cancelled ends, and the association goes on', async () => {
    const { last, established } = await peer('find-and-cancel');
    // The search may have been over when the cancel came.
    expect([0xfe00, 0x0000]).toContain(last);
    expect(established).toBe(true);
  });

  it('C-GET counts what the peer refuses, and names it', async () => {
    const got = await peer('get', 'QueryRetrieveLevel=STUDY', `StudyInstanceUID=${made.first}`);
    expect([...got.received].sort()).toEqual(uids.slice(0, 4).sort());
    const refused = got.received[1];
    expect(got.final).toEqual({ status: 0xb000, completed: 3, failed: 1, list: refused });
    expect(got.pending).toBe(3);
  });

  it('C-GET in a transfer syntax that is not the stored one', async () => {
    const keys = [`StudyInstanceUID=${made.first}`, `SeriesInstanceUID=${made.slices}`];
    const got = await peer('get-implicit', 'QueryRetrieveLevel=SERIES', ...keys);
    const sums = made.instances
      .slice(0, 3)
      .map(({ PixelData }) => PixelData.reduce((sum, pixel) => sum + pixel, 0));
    expect(got).toEqual({ last: 0, sums: Object.fromEntries(sums.map((sum, index) => [uids[index], sum])) });
  });

  const reference = (index: number, sopClassUid: string = made.instances[index]!.SOPClassUID) =>
    `${sopClassUid}=${uids[index]}`;

  it('storage commitment: the answer goes to where the peer listens', async () => {
    const port = await freePort();
    await wetread.register({ aeTitle: 'PYNETDICOM', host: '127.0.0.1', port });
    const { status, reports, transaction } = await peer('commit', String(port), reference(0), reference(3));
    expect(status).toBe(0);
    expect(reports).toEqual([{ type: 1, transaction, committed: [uids[0], uids[3]], failed: {} }]);
  });

  it('storage commitment: says which instances it does not keep, and why', async () => {
    const port = await freePort();
    await wetread.register({ aeTitle: 'PYNETDICOM', host: '127.0.0.1', port });
    const unknown = `${SopClass.CtImageStorage}=1.2.3.4.5`;
    const otherClass = reference(1, SopClass.MrImageStorage);
    const { reports } = await peer('commit', String(port), reference(0), unknown, otherClass);
    expect(reports).toMatchObject([
      { type: 2, committed: [uids[0]], failed: { '1.2.3.4.5': 0x0112, [uids[1]!]: 0x0119 } },
    ]);
  });

  it('storage commitment: a peer that cannot be called hears it over its own association', async () => {
    await wetread.register({ aeTitle: 'PYNETDICOM' });
    const { reports } = await peer('commit', '0', reference(0));
    expect(reports).toMatchObject([{ type: 1, committed: [uids[0]] }]);
  });
});
