import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditVerification, Report, ReportRevision, WorklistItem } from '@wetread/contracts';
import { writePhantomStudy, type PhantomStudy } from '@wetread/phantom';
import { ApiClient } from '../harness/api-client';
import { stow } from '../harness/stow';
import { until } from '../harness/until';
import { WetreadServer } from '../harness/wetread-server';

const phantom = (accessionNumber: string, seeds: number[]): PhantomStudy =>
  writePhantomStudy({
    patient: { id: `PHANTOM-${accessionNumber}`, name: 'PHANTOM^Journey', birthDate: '19610401', sex: 'F' },
    study: { date: '20261120', time: '101500', description: 'Chest PA (phantom)', accessionNumber },
    films: seeds.map((seed) => ({ seed, findings: [{ code: 'Effusion', side: 'right', size: 'large' }] })),
    size: 512,
  });

describe('a film on its way to a signature', () => {
  let dataDir: string;
  let server: WetreadServer;
  let radiologist: ApiClient;

  const itemOf = async (studyInstanceUid: string): Promise<WorklistItem | undefined> =>
    (await radiologist.worklist()).items.find((item) => item.studyInstanceUid === studyInstanceUid);
  const drafted = ({ studyInstanceUid }: PhantomStudy): Promise<WorklistItem> =>
    until('the draft', async () => {
      const item = await itemOf(studyInstanceUid);
      return item?.reportId ? item : undefined;
    });
  const send = async (study: PhantomStudy): Promise<void> => {
    const answer = await stow(
      server.url,
      study.instances.map(({ bytes }) => bytes),
    );
    expect(answer.status).toBe(200);
  };

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'wetread-journey-'));
    const env = { WETREAD_STUDY_QUIET_SECONDS: '1' };
    server = await WetreadServer.start({ dataDir, empty: true, firstStart: true, env });
    radiologist = await ApiClient.signIn(server, 'radiologist');
  }, 120_000);

  afterAll(async () => {
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('drafts with a source for every sentence, takes an edit and a signature, and leaves in four formats', async () => {
    const study = phantom('JOURNEY-1', [7101]);
    await send(study);
    const { reportId } = await drafted(study);
    const draft = await radiologist.report(reportId!);
    expect(draft).toMatchObject({ status: 'preliminary', revision: 1, marks: ['PHANTOM'] });
    for (const sentence of draft.sentences) {
      expect(sentence).toMatchObject({ author: 'model' });
      expect([sentence.finding, sentence.polarity, sentence.probability, sentence.evidence]).not.toContain(
        null,
      );
    }

    const edited = [
      ...draft.sentences.map(({ id, section, text }) => ({ id, section, text })),
      { section: 'impression' as const, text: 'Reviewed with the referring physician.' },
    ];
    const path = `/api/reports/${reportId}`;
    const revised = await radiologist.json<Report>(`${path}/sentences`, {
      method: 'PUT',
      json: { baseRevision: 1, sentences: edited },
    });
    expect(revised.revision).toBe(2);
    const stale = await radiologist.fetch(`${path}/sentences`, {
      method: 'PUT',
      json: { baseRevision: 1, sentences: edited },
    });
    expect(stale.status).toBe(409);
    expect(await stale.json()).toMatchObject({ code: 'report.revision-stale' });

    const signed = await radiologist.json<Report>(`${path}/sign`, {
      method: 'POST',
      json: { revision: 2, acknowledgedCriticalFindings: true },
    });
    expect(signed).toMatchObject({ status: 'final', signedBy: expect.any(String) });
    const late = await radiologist.fetch(`${path}/sentences`, {
      method: 'PUT',
      json: { baseRevision: signed.revision, sentences: edited },
    });
    expect(late.status).toBe(409);

    const starts = { text: 'FINAL REPORT', pdf: '%PDF-', fhir: '{', sr: '\0'.repeat(128) };
    for (const [format, start] of Object.entries(starts)) {
      const bytes = Buffer.from(
        await (await radiologist.fetch(`${path}/export?format=${format}`)).arrayBuffer(),
      );
      expect(bytes.subarray(0, start.length).toString('latin1')).toBe(start);
    }

    const revisions = await radiologist.json<ReportRevision[]>(`${path}/revisions`);
    expect(revisions.find(({ revision }) => revision === 1)?.sentences.map(({ text }) => text)).toEqual(
      draft.sentences.map(({ text }) => text),
    );
    const { entries } = await radiologist.audit(study.studyInstanceUid);
    expect(new Set(entries.map(({ action }) => action))).toEqual(
      new Set(['received', 'completed', 'routed', 'drafted', 'edited', 'signed', 'exported']),
    );
  }, 120_000);

  it('re-opens a study for a late instance and says why there is a second draft', async () => {
    const study = phantom('JOURNEY-2', [7201, 7202]);
    const [first, late] = study.instances;
    await send({ ...study, instances: [first!] });
    const { reportId } = await drafted(study);
    await send({ ...study, instances: [late!] });
    const report = await until('the second draft', async () => {
      const current = await radiologist.report(reportId!);
      return current.revision === 2 ? current : undefined;
    });
    expect(report).toMatchObject({ status: 'preliminary', reason: 'late-instance' });
  }, 120_000);

  it('lets a technologist neither edit nor sign', async () => {
    const technologist = await ApiClient.signIn(server, 'technologist');
    const [item] = (await technologist.worklist()).items;
    const answer = await technologist.fetch(`/api/reports/${item!.reportId}/sign`, {
      method: 'POST',
      json: { revision: 1 },
    });
    expect(answer.status).toBe(403);
  });

  it('answers nobody who has not signed in', async () => {
    for (const path of [
      '/api/worklist',
      '/api/audit',
      '/api/reports/x',
      '/api/studies/1.2',
      '/api/quarantine',
    ]) {
      expect((await fetch(`${server.url}${path}`)).status).toBe(401);
    }
  });

  it('shows the privacy officer a chain that verifies', async () => {
    const officer = await ApiClient.signIn(server, 'privacy-officer');
    const verdict = await officer.json<AuditVerification>('/api/audit/verification');
    expect(verdict).toMatchObject({ intact: true, faults: [] });
    expect(verdict.entries).toBeGreaterThan(10);
  });
});
