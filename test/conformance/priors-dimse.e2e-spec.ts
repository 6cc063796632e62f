import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PriorSearch, QuarantinePage, StudyPriors } from '@wetread/contracts';
import { newUid } from '@wetread/dicom';
import { describeWithPrograms } from '@wetread/testing';
import type { ApiClient } from '../harness/api-client';
import { freePort, Orthanc } from '../harness/orthanc';
import { stow } from '../harness/stow';
import { uprightFilm } from '../harness/toy-films';
import { until } from '../harness/until';
import { draftOf, ReadingApp, settled } from './reading-app';
import { STARTING_MS } from './stow-app';

/** A film with the UID of its study. */
const film = (attributes: Record<string, string>): { study: string; bytes: Uint8Array } => {
  const StudyInstanceUID = newUid();
  return { study: StudyInstanceUID, bytes: uprightFilm({ StudyInstanceUID, ...attributes }) };
};

/** What every source must do: bring the earlier film before the new one is read. */
class Sources {
  readonly admin: Promise<ApiClient>;
  readonly radiologist: Promise<ApiClient>;

  constructor(readonly reading: ReadingApp) {
    this.admin = reading.signIn('admin');
    this.radiologist = reading.signIn('radiologist');
  }

  async save(aeTitle: string, port: number, retrieve: 'get' | 'move'): Promise<void> {
    const entity = { addresses: [], host: '127.0.0.1', port, tls: null, rights: ['store', 'echo'] };
    const settings = { kind: 'dimse', aeTitle, retrieve };
    for (const [path, json] of [
      [`/api/application-entities/${aeTitle}`, entity],
      ['/api/prior-sources/archive', { settings }],
    ] as const)
      await (await this.admin).fetch(path, { method: 'PUT', json });
  }

  /** Sends a new film of the patient and waits for its draft. */
  async compared(
    patient: Record<string, string>,
  ): Promise<{ prior: string | undefined; search: PriorSearch }> {
    const now = film({ ...patient, StudyDate: '20261123' });
    await stow(this.reading.url, [now.bytes]);
    const radiologist = await this.radiologist;
    const report = await draftOf(radiologist, now.study);
    const search = await until('the search for priors', async () => {
      const answer = await radiologist.json<StudyPriors>(`/api/studies/${now.study}/priors`);
      return answer.search && answer.search.state !== 'running' && answer.search;
    });
    return { prior: report.prior?.studyInstanceUid, search };
  }
}

describeWithPrograms(['Orthanc'], 'priors by DIMSE from Orthanc', () => {
  let reading: ReadingApp;
  let orthanc: Orthanc;
  let sources: Sources;
  beforeAll(async () => {
    const settings = {
      DicomAlwaysAllowFind: true,
      DicomAlwaysAllowGet: true,
      DicomAlwaysAllowMove: true,
      DicomCheckCalledAet: true,
    };
    // The reading waits for as long as it takes here; that it need not is what the unit specs say.
    const patience = { WETREAD_PRIORS_WAIT_SECONDS: '30' };
    [reading, orthanc] = await Promise.all([ReadingApp.start(patience), Orthanc.start({ settings })]);
    sources = new Sources(reading);
    await orthanc.call('PUT', '/modalities/wetread', ['WETREAD', '127.0.0.1', reading.dimsePort]);
  }, STARTING_MS);
  afterAll(async () => {
    await reading?.close();
    await orthanc?.stop();
  });

  it('are found by C-FIND and fetched by C-GET', async () => {
    const patient = { PatientID: 'DIMSE-GET', IssuerOfPatientID: 'HOSP' };
    const earlier = film({ ...patient, StudyDate: '20260301' });
    const stranger = film({ PatientID: 'DIMSE-GET-2', StudyDate: '20260302' });
    for (const { bytes } of [earlier, stranger]) await orthanc.add(bytes);
    await sources.save('ORTHANC', orthanc.dicomPort, 'get');
    const { prior, search } = await sources.compared(patient);
    expect(search.sources).toMatchObject([
      { found: 1, wanted: 1, studies: 1, instances: 1, refused: 0, errorCode: null },
    ]);
    expect(prior).toBe(earlier.study);
    const item = await settled(await sources.radiologist, earlier.study);
    expect(item.refusal?.code).toBe('routing.prior');
  });

  it('are fetched by C-MOVE to our own listener, and known there as priors', async () => {
    const patient = { PatientID: 'DIMSE-MOVE' };
    const earlier = film({ ...patient, StudyDate: '20260301' });
    await orthanc.add(earlier.bytes);
    await sources.save('ORTHANC', orthanc.dicomPort, 'move');
    const { prior, search } = await sources.compared(patient);
    expect(search.sources).toMatchObject([{ wanted: 1, studies: 1, instances: 1, errorCode: null }]);
    expect(prior).toBe(earlier.study);
    const item = await settled(await sources.radiologist, earlier.study);
    expect(item.refusal?.code).toBe('routing.prior');
  });

  it('are not fetched of a patient of the same number, another name and another birth date', async () => {
    const stranger = { PatientID: 'DIMSE-SAME-ID', PatientName: 'Roe^Richard', PatientBirthDate: '19500505' };
    await orthanc.add(film({ ...stranger, StudyDate: '20260301' }).bytes);
    await sources.save('ORTHANC', orthanc.dicomPort, 'get');
    const asked = { PatientID: 'DIMSE-SAME-ID', PatientName: 'Doe^Jane', PatientBirthDate: '19700102' };
    const { prior, search } = await sources.compared(asked);
    expect([prior, search.sources]).toMatchObject([undefined, [{ found: 1, wanted: 0, errorCode: null }]]);
  });

  it('do not keep a film from being read when the archive is not there', async () => {
    await sources.save('ORTHANC', await freePort(), 'get');
    const { prior, search } = await sources.compared({ PatientID: 'DIMSE-ALONE' });
    expect([prior, search.sources[0]?.errorCode]).toEqual([undefined, 'dimse.peer-unreachable']);
  });
});

/** DCMTK's image archive on a directory of its own. */
async function startDcmqrscp(peerPort: number): Promise<{ port: number; stop: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'wetread-dcmqrscp-'));
  await mkdir(join(directory, 'archive'));
  const port = await freePort();
  const config = join(directory, 'dcmqrscp.cfg');
  await writeFile(
    config,
    `NetworkTCPPort = ${port}
MaxPDUSize = 16384
MaxAssociations = 16
HostTable BEGIN
wetread = (WETREAD, 127.0.0.1, ${peerPort})
HostTable END
VendorTable BEGIN
VendorTable END
AETable BEGIN
DCMQRSCP ${join(directory, 'archive')} RW (100, 1024mb) ANY
AETable END
`,
  );
  const child = spawn('dcmqrscp', ['-c', config], { stdio: 'ignore' });
  const stop = async (): Promise<void> => {
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill();
    await ended;
    await rm(directory, { recursive: true, force: true });
  };
  await until('dcmqrscp answers', () => scu('echoscu', port));
  return { port, stop };
}

/** Whether a DCMTK program ends well. */
const scu = (program: string, port: number, ...files: string[]): Promise<boolean> =>
  new Promise((resolve) => {
    const peer = ['-aet', 'WETREAD', '-aec', 'DCMQRSCP', '127.0.0.1', String(port)];
    spawn(program, [...peer, ...files], { stdio: 'ignore' }).once('exit', (code) => resolve(code === 0));
  });

describeWithPrograms(['dcmqrscp', 'storescu', 'echoscu'], 'priors by DIMSE from DCMTK', () => {
  let reading: ReadingApp;
  let archive: { port: number; stop: () => Promise<void> };
  beforeAll(async () => {
    reading = await ReadingApp.start({ WETREAD_PRIORS_WAIT_SECONDS: '30' });
    archive = await startDcmqrscp(reading.dimsePort);
  }, STARTING_MS);
  afterAll(async () => {
    await reading?.close();
    await archive?.stop();
  });

  // Its answers name no modality of a study: the series are asked for.
  it.each(['get', 'move'] as const)('come by C-%s', async (retrieve) => {
    const patient = { PatientID: `DCMTK-${retrieve.toUpperCase()}` };
    const earlier = film({ ...patient, StudyDate: '20260301', StudyID: '1', StudyTime: '120000' });
    const file = join(reading.directory, 'earlier.dcm');
    await writeFile(file, earlier.bytes);
    expect(await scu('storescu', archive.port, file)).toBe(true);
    const sources = new Sources(reading);
    await sources.save('DCMQRSCP', archive.port, retrieve);
    const { prior, search } = await sources.compared(patient);
    expect(search.sources).toMatchObject([{ found: 1, studies: 1, instances: 1, errorCode: null }]);
    expect(prior).toBe(earlier.study);
  });

  it.each(['get', 'move'] as const)(
    'by C-%s are turned away object by object where they are of another',
    async (by) => {
      const patient = { PatientID: `DCMTK-MIXED-${by.toUpperCase()}`, PatientBirthDate: '19700102' };
      const of = { StudyDate: '20260301', StudyID: '1', StudyTime: '120000' };
      const earlier = film({ ...patient, ...of, PatientName: 'Doe^Jane' });
      const other = {
        PatientName: 'Roe^Richard',
        PatientBirthDate: '19500505',
        StudyInstanceUID: earlier.study,
      };
      const mixedIn = uprightFilm({ ...patient, ...of, ...other });
      for (const [index, bytes] of [earlier.bytes, mixedIn].entries()) {
        const file = join(reading.directory, `mixed-${by}-${index}.dcm`);
        await writeFile(file, bytes);
        expect(await scu('storescu', archive.port, file)).toBe(true);
      }
      const sources = new Sources(reading);
      await sources.save('DCMQRSCP', archive.port, by);
      const { prior, search } = await sources.compared({ ...patient, PatientName: 'Doe^Jane' });
      expect(search.sources).toMatchObject([{ wanted: 1, instances: 1, refused: 1, errorCode: null }]);
      expect(prior).toBe(earlier.study);
      const { objects } = await (await sources.admin).json<QuarantinePage>('/api/quarantine');
      const reasons = objects.filter(({ studyInstanceUid }) => studyInstanceUid === earlier.study);
      expect(reasons).toMatchObject([{ reasonCode: 'store.patient-mismatch' }]);
    },
  );
});
