import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditPage, PriorSearch, StudyDetail, StudyPriors } from '@wetread/contracts';
import { newUid } from '@wetread/dicom';
import { describeWithPrograms } from '@wetread/testing';
import type { ApiClient } from '../harness/api-client';
import { Orthanc } from '../harness/orthanc';
import { stow } from '../harness/stow';
import { uprightFilm } from '../harness/toy-films';
import { until } from '../harness/until';
import { draftOf, ReadingApp, settled } from './reading-app';
import { STARTING_MS } from './stow-app';

const patient = { PatientID: 'PRIOR-1', PatientName: 'Prior^Patient', IssuerOfPatientID: 'HOSP' };

/** A film with the UID of its study. */
const film = (attributes: Record<string, string>): { study: string; bytes: Uint8Array } => {
  const StudyInstanceUID = newUid();
  return { study: StudyInstanceUID, bytes: uprightFilm({ ...patient, StudyInstanceUID, ...attributes }) };
};

function conformance(): void {
  let reading: ReadingApp;
  let orthanc: Orthanc;
  let admin: ApiClient;
  let radiologist: ApiClient;
  beforeAll(async () => {
    [reading, orthanc] = await Promise.all([ReadingApp.start(), Orthanc.start()]);
    admin = await reading.signIn('admin');
    radiologist = await reading.signIn('radiologist');
  }, STARTING_MS);
  afterAll(async () => {
    await reading?.close();
    await orthanc?.stop();
  });

  const saveSource = async (settings: Record<string, unknown>): Promise<void> => {
    const json = { settings: { kind: 'dicomweb', ...settings } };
    const answer = await admin.fetch('/api/prior-sources/archive', { method: 'PUT', json });
    expect(answer.status).toBe(204);
  };
  const searchOf = (study: string): Promise<PriorSearch> =>
    until('the search for priors', async () => {
      const { search } = await radiologist.json<StudyPriors>(`/api/studies/${study}/priors`);
      return search && search.state !== 'running' && search;
    });
  const isHere = async (study: string): Promise<boolean> =>
    (await radiologist.fetch(`/api/studies/${study}`)).ok;

  it('brings the patient’s earlier films from Orthanc before the new one is read, and compares with them', async () => {
    const [earlier, older, hand, stranger] = [
      film({ StudyDate: '20260301' }),
      film({ StudyDate: '20100301' }),
      film({ StudyDate: '20260401', Modality: 'CT' }),
      film({ StudyDate: '20260501', PatientID: 'PRIOR-12' }),
    ];
    for (const { bytes } of [earlier, older, hand, stranger]) await orthanc.add(bytes);
    await saveSource({ baseUrl: `${orthanc.url}/dicom-web/` });
    const now = film({ StudyDate: '20261123' });
    await stow(reading.url, [now.bytes]);

    const report = await draftOf(radiologist, now.study);
    expect(report.prior).toMatchObject({ studyInstanceUid: earlier.study, acquiredOn: '2026-03-01' });
    const search = await searchOf(now.study);
    expect(search).toMatchObject({
      state: 'finished',
      sources: [{ source: 'archive', wanted: 1, studies: 1, instances: 1, refused: 0, errorCode: null }],
    });
    expect(search.sources[0]?.bytes).toBeGreaterThanOrEqual(earlier.bytes.byteLength);
    expect(await Promise.all([older, hand, stranger].map(({ study }) => isHere(study)))).toEqual([
      false,
      false,
      false,
    ]);
    const { entries }: AuditPage = await radiologist.audit(now.study);
    expect(entries.map(({ action }) => action)).toContain('priors-fetched');

    // The prior itself: kept, told to be one, neither read nor followed by a search of its own.
    expect(await settled(radiologist, earlier.study)).toMatchObject({
      state: 'refused',
      refusal: { code: 'routing.prior' },
    });
    const priors = await radiologist.json<StudyPriors>(`/api/studies/${earlier.study}/priors`);
    expect(priors.search).toBeNull();
    const detail = await radiologist.json<StudyDetail>(`/api/studies/${earlier.study}`);
    expect(detail.studyDate).toBe('2026-03-01');
  });

  it('sends the secret that is named, and reads without priors where the source refuses', async () => {
    const seen: string[] = [];
    const server = await listen((authorization) => {
      seen.push(authorization);
      return { status: 403, type: 'text/plain', body: Buffer.from('no') };
    });
    await mkdir(join(reading.directory, 'secrets'), { recursive: true });
    await writeFile(join(reading.directory, 'secrets', 'archive-token'), 'Bearer s3cret\n');
    await saveSource({ baseUrl: urlOf(server), authorizationSecret: 'archive-token' });
    const now = film({ StudyDate: '20261123', PatientID: 'PRIOR-2' });
    await stow(reading.url, [now.bytes]);
    expect((await draftOf(radiologist, now.study)).prior).toBeNull();
    expect((await searchOf(now.study)).sources[0]?.errorCode).toBe('priors.source-refused');
    expect(seen).toEqual(['Bearer s3cret']);
    server.close();
  });

  it('turns away another patient’s objects, whatever the source said they were', async () => {
    const foreign = film({ StudyDate: '20260301', PatientID: 'SOMEBODY-ELSE' });
    const answer = [
      {
        '0020000D': { vr: 'UI', Value: [foreign.study] },
        '00100020': { vr: 'LO', Value: ['PRIOR-3'] },
        '00080020': { vr: 'DA', Value: ['20260301'] },
        '00080061': { vr: 'CS', Value: ['DX'] },
      },
    ];
    const server = await listen((_, path) =>
      path.startsWith('/studies?')
        ? { status: 200, type: 'application/dicom+json', body: Buffer.from(JSON.stringify(answer)) }
        : { status: 200, type: 'application/dicom', body: Buffer.from(foreign.bytes) },
    );
    await saveSource({ baseUrl: urlOf(server) });
    const now = film({ StudyDate: '20261123', PatientID: 'PRIOR-3' });
    await stow(reading.url, [now.bytes]);
    expect((await draftOf(radiologist, now.study)).prior).toBeNull();
    expect((await searchOf(now.study)).sources).toMatchObject([{ found: 1, instances: 0, refused: 1 }]);
    expect(await isHere(foreign.study)).toBe(false);
    server.close();
  });

  it('stops at the bytes that are allowed, and says so', async () => {
    const earlier = film({ StudyDate: '20260301', PatientID: 'PRIOR-5' });
    const second = uprightFilm({
      ...patient,
      PatientID: 'PRIOR-5',
      StudyDate: '20260301',
      StudyInstanceUID: earlier.study,
    });
    for (const bytes of [earlier.bytes, second]) await orthanc.add(bytes);
    const maxBytes = Math.round(earlier.bytes.byteLength * 1.5);
    await saveSource({ baseUrl: `${orthanc.url}/dicom-web`, relevance: { maxBytes } });
    const now = film({ StudyDate: '20261123', PatientID: 'PRIOR-5' });
    await stow(reading.url, [now.bytes]);
    await draftOf(radiologist, now.study);
    expect((await searchOf(now.study)).sources).toMatchObject([
      { instances: 1, errorCode: 'priors.bytes-exceeded' },
    ]);
  });

  it('is not led elsewhere by a redirect, nor by an answer that is none', async () => {
    const server = await listen((_, path) =>
      path.startsWith('/elsewhere')
        ? { status: 200, type: 'application/dicom+json', body: Buffer.from('[]') }
        : { status: 302, type: 'text/html', body: Buffer.from(''), location: '/elsewhere' },
    );
    await saveSource({ baseUrl: urlOf(server) });
    const now = film({ StudyDate: '20261123', PatientID: 'PRIOR-4' });
    await stow(reading.url, [now.bytes]);
    await draftOf(radiologist, now.study);
    expect((await searchOf(now.study)).sources[0]?.errorCode).toBe('priors.source-unreachable');
    server.close();
  });
}

interface Answer {
  status: number;
  type: string;
  body: Buffer;
  location?: string;
}

/** A DICOMweb server that says what the spec wants. */
async function listen(answer: (authorization: string, path: string) => Answer): Promise<Server> {
  const server = createServer((request, response) => {
    const { status, type, body, location } = answer(request.headers.authorization ?? '', request.url ?? '');
    response.writeHead(status, { 'content-type': type, ...(location && { location }) }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

describeWithPrograms(['Orthanc'], 'priors by DICOMweb', conformance);
