import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newUid, SopClass, writePart10 } from '@wetread/dicom';
import { SaveApplicationEntity, StoreInstances } from '@wetread/imaging-study';
import { studyInstanceUid, type StudyInstanceUid } from '@wetread/kernel';
import { AskWorklists, Orders, OrdersModule } from '@wetread/orders';
import { describeWithPrograms } from '@wetread/testing';
import { freePort } from '../harness/orthanc';
import { until } from '../harness/until';
import { type ReceivingApp, startReceivingApp, STARTING_MS } from './stow-app';

/** What DCMTK's wlmscpfs needs of a worklist file. */
const entry = (accession: string, patientId: string, more: Record<string, string> = {}) =>
  writePart10(
    {},
    {
      SOPClassUID: '1.2.840.10008.5.1.4.31',
      SOPInstanceUID: newUid(),
      StudyInstanceUID: newUid(),
      AccessionNumber: accession,
      PatientName: 'Łoś^Anna',
      PatientID: patientId,
      PatientBirthDate: '19700102',
      PatientSex: 'F',
      ReferringPhysicianName: 'House^Gregory',
      RequestedProcedureID: 'RP1',
      RequestedProcedureDescription: 'Chest, 2 views',
      RequestedProcedureCodeSequence: [
        { CodeValue: '71020', CodingSchemeDesignator: 'C4', CodeMeaning: 'Chest X-ray' },
      ],
      RequestedProcedurePriority: 'STAT',
      ReasonForTheRequestedProcedure: 'Kaszel',
      PlacerOrderNumberImagingServiceRequest: `PL-${accession}`,
      FillerOrderNumberImagingServiceRequest: `FI-${accession}`,
      ScheduledProcedureStepSequence: [
        {
          Modality: 'DX',
          ScheduledStationAETitle: 'DX1',
          ScheduledProcedureStepStartDate: '20261128',
          ScheduledProcedureStepStartTime: '083000',
          ScheduledPerformingPhysicianName: 'Doe^Tech',
          ScheduledProcedureStepDescription: 'Chest',
          ScheduledProcedureStepID: 'SPS1',
        },
      ],
      ...more,
    },
  );

describeWithPrograms(['wlmscpfs'], 'the worklist of DCMTK', () => {
  let app: ReceivingApp;
  let worklist: ChildProcess;
  let directory: string;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'wetread-worklist-'));
    mkdirSync(join(directory, 'RIS'));
    writeFileSync(join(directory, 'RIS', 'lockfile'), '');
    const entries = { a: entry('ACC-1', 'P1'), b: entry('ACC-2', 'P1'), c: entry('ACC-3', 'SOMEONE-ELSE') };
    for (const [name, bytes] of Object.entries(entries))
      writeFileSync(join(directory, 'RIS', `${name}.wl`), bytes);
    const port = await freePort();
    worklist = spawn('wlmscpfs', ['-s', '-dfp', directory, String(port)], { stdio: 'ignore' });
    app = await startReceivingApp({ WETREAD_MWL_SOURCES: 'SILENT,RIS' }, [OrdersModule]);
    const peer = { addresses: [], host: '127.0.0.1', tls: null, rights: [] };
    const save = app.app.get(SaveApplicationEntity, { strict: false });
    await save.execute({ ...peer, aeTitle: 'RIS', port }, { kind: 'system', id: 'spec' });
    await save.execute(
      { ...peer, aeTitle: 'SILENT', port: await freePort() },
      { kind: 'system', id: 'spec' },
    );
    await until('wlmscpfs listens', async () => {
      const socket = connect(port, '127.0.0.1');
      const isThere = await new Promise<boolean>((resolve) =>
        socket.once('connect', () => resolve(true)).once('error', () => resolve(false)),
      );
      socket.destroy();
      return isThere;
    });
  }, STARTING_MS);
  afterAll(async () => {
    await app?.close();
    worklist?.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });

  async function study(attributes: Record<string, string>): Promise<StudyInstanceUid> {
    const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), SOPInstanceUID: newUid() };
    const body = writePart10(
      {},
      { ...uids, SOPClassUID: SopClass.SecondaryCaptureImageStorage, Modality: 'DX', ...attributes },
    );
    async function* one() {
      yield { name: 'one', body };
    }
    const source = { kind: 'stow' as const, peer: 'spec' };
    await app.app.get(StoreInstances, { strict: false }).execute({ source, instances: one() });
    return studyInstanceUid(uids.StudyInstanceUID);
  }
  const ask = (uid: StudyInstanceUid) => app.app.get(AskWorklists, { strict: false }).execute(uid);
  const orderOf = (uid: StudyInstanceUid) => app.app.get(Orders, { strict: false }).forStudy(uid);

  it('gives the order of a study that came without one, though another worklist is down', async () => {
    const uid = await study({ PatientID: 'P1', AccessionNumber: 'ACC-1' });
    expect(await ask(uid)).toBe('found');
    expect(await orderOf(uid)).toMatchObject({
      placerOrderNumber: 'PL-ACC-1',
      fillerOrderNumber: 'FI-ACC-1',
      requestedProcedureId: 'RP1',
      procedure: { code: '71020', scheme: 'C4', text: 'Chest, 2 views' },
      modality: 'DX',
      priority: 'stat',
      reason: 'Kaszel',
      referringPhysician: 'House^Gregory',
      scheduledAt: '20261128083000',
      status: 'requested',
    });
    expect(await ask(uid)).toBe('known');
  });

  it('gives nothing for another patient’s order, an unknown number, or none', async () => {
    const uids = [
      await study({ PatientID: 'P1', AccessionNumber: 'ACC-3' }),
      await study({ PatientID: 'P1', AccessionNumber: 'ACC-9' }),
      await study({ PatientID: 'P1' }),
    ];
    for (const uid of uids) expect([await ask(uid), await orderOf(uid)]).toEqual(['unknown', null]);
  });
});
