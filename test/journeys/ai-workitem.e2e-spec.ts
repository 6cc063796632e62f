import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type DicomJson, newUid, readInstanceHeader } from '@wetread/dicom';
import { aiWorkitem } from '../harness/ai-workitem';
import { ApiClient } from '../harness/api-client';
import { stow } from '../harness/stow';
import { uprightFilm } from '../harness/toy-films';
import { until } from '../harness/until';
import { WetreadServer } from '../harness/wetread-server';

const DICOM_JSON = 'application/dicom+json';
const text = (vr: string, value: string) => ({ vr, Value: [value] });
/** The first item of a sequence. */
const itemOf = (json: DicomJson, tag: string): DicomJson => {
  const [item] = json[tag]?.Value ?? [];
  if (!item) throw new Error(`${tag} has no item`);
  return item as DicomJson;
};

describe('a task for AI on the worklist (IHE AI Workflow for Imaging)', () => {
  let folder: string;
  let server: WetreadServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wetread-workitem-'));
    const env = {
      WETREAD_MODEL_DIR: resolve(__dirname, '../fixtures/toy-model'),
      WETREAD_STUDY_QUIET_SECONDS: '1',
    };
    server = await WetreadServer.start({ dataDir: folder, empty: true, env });
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const workitems = () => `${server.url}/dicom-web/workitems`;
  const ask = async (study: string): Promise<string> => {
    const uid = newUid();
    const answer = await fetch(`${workitems()}?workitem=${uid}`, {
      method: 'POST',
      headers: { 'content-type': DICOM_JSON },
      body: JSON.stringify([aiWorkitem(study)]),
    });
    expect(answer.status).toBe(201);
    return uid;
  };
  const ended = (uid: string): Promise<DicomJson> =>
    until('the workitem has ended', async () => {
      const answer = await fetch(`${workitems()}/${uid}`, { headers: { accept: DICOM_JSON } });
      const [workitem] = (await answer.json()) as DicomJson[];
      return /COMPLETED|CANCELED/.test(String(workitem?.['00741000']?.Value)) && workitem;
    });

  it('waits for its study, is claimed, and ends with a reference to the draft', async () => {
    const film = uprightFilm();
    const { studyInstanceUid } = readInstanceHeader(film);
    const uid = await ask(studyInstanceUid);
    expect((await stow(server.url, [film])).ok).toBe(true);
    const workitem = await ended(uid);
    expect(workitem['00741000']).toEqual(text('CS', 'COMPLETED'));
    const output = itemOf(itemOf(workitem, '00741216'), '00404033');
    const reference = itemOf(output, '00081199');
    const radiologist = await ApiClient.signIn(server, 'radiologist');
    const { items } = await radiologist.worklist();
    const { reportId } = items.find((item) => item.studyInstanceUid === studyInstanceUid)!;
    const sr = await radiologist.fetch(`/api/reports/${reportId}/export?format=sr`);
    const { sopInstanceUid } = readInstanceHeader(Buffer.from(await sr.arrayBuffer()));
    expect(reference['00081155']).toEqual(text('UI', sopInstanceUid));
  });

  it('is cancelled with the reason when nothing can be drafted', async () => {
    const film = uprightFilm({ Modality: 'CT', BodyPartExamined: 'HEAD' });
    const { studyInstanceUid } = readInstanceHeader(film);
    expect((await stow(server.url, [film])).ok).toBe(true);
    const workitem = await ended(await ask(studyInstanceUid));
    expect(workitem['00741000']).toEqual(text('CS', 'CANCELED'));
    const progress = itemOf(workitem, '00741002');
    expect(progress['00741238']?.Value).toEqual([expect.stringMatching(/^scope\./)]);
  });
});
