import type { RuleSet, StudyRouting } from '@wetread/contracts';
import { type DicomJson, newUid, readInstanceHeader } from '@wetread/dicom';
import { CreateToken } from '@wetread/identity';
import { MergePatients } from '@wetread/imaging-study';
import { aiWorkitem } from '../harness/ai-workitem';
import type { ApiClient } from '../harness/api-client';
import { stow } from '../harness/stow';
import { uprightFilm } from '../harness/toy-films';
import { until } from '../harness/until';
import { draftOf, ReadingApp, settled } from './reading-app';
import { STARTING_MS } from './stow-app';

const text = (vr: string, value: string) => ({ vr, Value: [value] });
const valueOf = (json: DicomJson, ...path: string[]): unknown => {
  const [tag = '', ...deeper] = path;
  const [value] = json[tag]?.Value ?? [];
  return deeper.length === 0 ? value : valueOf((value ?? {}) as DicomJson, ...deeper);
};
const OUTPUT = ['00741216', '00404033'] as const;
const REASON = ['00741002', '00741238'] as const;

const toyPatient: DicomJson = {
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Toy^Film' }] },
  '00100020': text('LO', 'TOY-1'),
};

describe('AI tasks on the worklist', () => {
  let reading: ReadingApp;
  let radiologist: ApiClient;
  let authorization: string;
  beforeAll(async () => {
    reading = await ReadingApp.start();
    radiologist = await reading.signIn('radiologist');
    const { secret } = await reading.app.get(CreateToken, { strict: false }).execute({
      name: 'ris',
      scopes: ['dicomweb'],
      expiresAt: null,
      by: { kind: 'system', id: 'spec' },
    });
    authorization = `Bearer ${secret}`;
  }, STARTING_MS);
  afterAll(() => reading?.close());

  const get = (url: string, accept: string): Promise<Response> =>
    fetch(url, { headers: { authorization, accept } });
  const getJson = async (path: string): Promise<DicomJson[]> =>
    (await (await get(`${reading.url}/dicom-web/${path}`, 'application/dicom+json')).json()) as DicomJson[];

  /** Stores a film of a new study. */
  async function sent(): Promise<string> {
    const StudyInstanceUID = newUid();
    expect((await stow(reading.url, [uprightFilm({ StudyInstanceUID })])).ok).toBe(true);
    return StudyInstanceUID;
  }
  const post = (path: string, dataSet: DicomJson): Promise<Response> =>
    fetch(`${reading.url}/dicom-web/${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify([dataSet]),
    });
  async function asked(study: string, more = toyPatient): Promise<string> {
    const uid = newUid();
    const { status } = await post(`workitems?workitem=${uid}`, aiWorkitem(study, more));
    expect(status).toBe(201);
    return uid;
  }
  const ended = (uid: string): Promise<DicomJson> =>
    until('the workitem has ended', async () => {
      const [workitem] = await getJson(`workitems/${uid}`);
      return /COMPLETED|CANCELED/.test(String(workitem?.['00741000']?.Value)) && workitem;
    });
  const performed = async (study: string, patient = toyPatient): Promise<DicomJson> =>
    ended(await asked(study, patient));

  it('leave an output that is found, and fetched from where they say with the same credentials', async () => {
    const study = await sent();
    const workitem = await performed(study);
    expect(valueOf(workitem, '00741000')).toBe('COMPLETED');
    const sr = valueOf(workitem, ...OUTPUT, '00081199', '00081155');
    const url = String(valueOf(workitem, ...OUTPUT, '0040E025', '00081190'));
    const answer = await get(url, 'application/dicom');
    expect(answer.status).toBe(200);
    const header = readInstanceHeader(Buffer.from(await answer.arrayBuffer()));
    expect(header).toMatchObject({ sopInstanceUid: sr, studyInstanceUid: study });
    expect(header.patient).toMatchObject({ patientId: 'TOY-1', patientName: 'Toy^Film' });
    expect((await fetch(url, { headers: { authorization: 'Bearer wt_wrong' } })).status).toBe(401);
    const found = await getJson(`studies/${study}/instances?SOPClassUID=${header.sopClassUid}`);
    expect(found.map((instance) => valueOf(instance, '00080018'))).toEqual([sr]);
    expect(valueOf(workitem, ...OUTPUT, '0040E021', '00080054')).toBe('WETREAD');
  });

  it('do not have read again what they have read, though their output completes the study anew', async () => {
    const study = await sent();
    const first = await performed(study);
    const { decisions } = await until('the output has been taken in', async () => {
      const routing = await radiologist.json<StudyRouting>(`/api/studies/${study}/routing`);
      return routing.decisions.length > 1 && routing;
    });
    expect(decisions[0]).toMatchObject({ completion: 2, note: 'No new picture has come.' });
    const again = await performed(study);
    for (const tag of ['00081155', '00081150'])
      expect(valueOf(again, ...OUTPUT, '00081199', tag)).toBe(valueOf(first, ...OUTPUT, '00081199', tag));
    expect((await draftOf(radiologist, study)).revision).toBe(1);
  });

  it('wait until their inputs are ready, though the study is complete', async () => {
    const study = newUid();
    const uid = await asked(study, { ...toyPatient, '00404041': text('CS', 'INCOMPLETE') });
    await stow(reading.url, [uprightFilm({ StudyInstanceUID: study })]);
    await draftOf(radiologist, study);
    const [waiting] = await getJson(`workitems/${uid}`);
    expect(valueOf(waiting!, '00741000')).toBe('SCHEDULED');
    expect((await post(`workitems/${uid}`, { '00404041': text('CS', 'READY') })).status).toBe(200);
    expect(valueOf(await ended(uid), '00741000')).toBe('COMPLETED');
  });

  it('draft nothing of another patient than they name, and say so', async () => {
    const admin = await reading.signIn('admin');
    const rules = [{ name: 'nothing', condition: 'true', outcome: { draft: false } }];
    const json = { basedOn: 1, rules };
    const { version } = await admin.json<RuleSet>('/api/routing/rule-sets', { method: 'POST', json });
    const activation = { version, replaces: 1 };
    await admin.fetch('/api/routing/active', { method: 'PUT', json: activation });

    const study = await sent();
    const others: DicomJson[] = [
      { '00100020': text('LO', 'TOY-2') },
      { ...toyPatient, '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Roe^Richard' }] } },
    ];
    for (const other of others) {
      const workitem = await performed(study, other);
      expect(valueOf(workitem, '00741000')).toBe('CANCELED');
      expect(valueOf(workitem, ...REASON)).toMatch(/^workitem\.patient-mismatch: /);
      expect(JSON.stringify(workitem)).not.toContain('00081155');
    }
    expect((await settled(radiologist, study)).reportId).toBeNull();
    expect(valueOf(await performed(study), '00741000')).toBe('COMPLETED');
  });

  it('know their patient by a number that has been retired by a merge', async () => {
    const formerly: DicomJson = { ...toyPatient, '00100020': text('LO', 'TOY-0') };
    const study = await sent();
    await reading.app.get(MergePatients, { strict: false }).execute({
      survivor: { patientId: 'TOY-1', issuer: null },
      retired: { patientId: 'TOY-0', issuer: null },
      by: { source: { kind: 'hl7', peer: 'RIS' }, actor: { kind: 'device', id: 'RIS' } },
      message: 'MSG-1',
    });
    expect(valueOf(await performed(study, formerly), '00741000')).toBe('COMPLETED');
  });
});
