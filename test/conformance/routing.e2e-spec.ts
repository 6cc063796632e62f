import type {
  DryRunAnswer,
  DryRunRecentAnswer,
  RuleSet,
  RuleSetHead,
  RuleVocabulary,
  StudyRouting,
} from '@wetread/contracts';
import { newUid } from '@wetread/dicom';
import type { ApiClient } from '../harness/api-client';
import { stow } from '../harness/stow';
import { uprightFilm } from '../harness/toy-films';
import { until } from '../harness/until';
import { draftOf, ReadingApp, settled } from './reading-app';
import { STARTING_MS } from './stow-app';

describe('rules over the HTTP API', () => {
  let reading: ReadingApp;
  let admin: ApiClient;
  let radiologist: ApiClient;
  beforeAll(async () => {
    reading = await ReadingApp.start();
    admin = await reading.signIn('admin');
    radiologist = await reading.signIn('radiologist');
  }, STARTING_MS);
  afterAll(() => reading?.close());

  /** Sends a film of a new study. */
  async function sent(attributes: Record<string, string> = {}): Promise<string> {
    const StudyInstanceUID = newUid();
    const answer = await stow(reading.url, [uprightFilm({ ...attributes, StudyInstanceUID })]);
    expect(answer.ok).toBe(true);
    return StudyInstanceUID;
  }
  const routingOf = (study: string): Promise<StudyRouting> =>
    radiologist.json(`/api/studies/${study}/routing`);
  async function decideBy(...rules: unknown[]): Promise<void> {
    const active = await admin.json<RuleSet>('/api/routing/active');
    const [newest] = await admin.json<RuleSetHead[]>('/api/routing/rule-sets');
    const json = { basedOn: newest!.version, rules, comment: 'spec' };
    const { version } = await admin.json<RuleSet>('/api/routing/rule-sets', { method: 'POST', json });
    const activation = { version, replaces: active.version };
    const answer = await admin.fetch('/api/routing/active', { method: 'PUT', json: activation });
    expect(answer.status).toBe(204);
  }

  it('drafts every study while there are none, and says so beside the study', async () => {
    const study = await sent();
    await draftOf(radiologist, study);
    expect(await routingOf(study)).toMatchObject({
      decisions: [{ completion: 1, state: 'decided', ruleSetVersion: 1, rule: 'default', note: null }],
    });
  });

  it('tell the reader which rule wanted no draft', async () => {
    await decideBy({
      name: 'no follow-ups',
      condition: `study.StudyDescription.like('*follow-up*')`,
      outcome: { draft: false },
    });
    const study = await sent({ StudyDescription: 'Chest follow-up' });
    expect(await settled(radiologist, study)).toMatchObject({
      state: 'refused',
      refusal: { code: 'routing.no-draft', reason: expect.stringContaining('"no follow-ups"') },
    });
    const { entries } = await radiologist.audit(study);
    expect(entries.map(({ action }) => action)).toEqual(expect.arrayContaining(['routed', 'draft-refused']));
    await draftOf(radiologist, await sent({ StudyDescription: 'Chest' }));
  });

  it('choose lane and model, and wait for a series that is expected', async () => {
    await decideBy({
      name: 'two views',
      condition: `'DX' in study.ModalitiesInStudy`,
      outcome: {
        lane: 'urgent',
        model: 'toy-cxr@0.0.1',
        expectedSeries: { count: 2, withinMinutes: 60 },
      },
    });
    const study = await sent();
    const waiting = await until('the decision', async () => (await routingOf(study)).decisions[0]);
    expect(waiting).toMatchObject({ state: 'waiting', note: 'Waits for 2 series (1 arrived).' });
    await stow(reading.url, [uprightFilm({ StudyInstanceUID: study })]);
    await draftOf(radiologist, study);
    expect((await routingOf(study)).decisions).toMatchObject([
      { completion: 2, state: 'decided', outcome: { lane: 'urgent', model: 'toy-cxr@0.0.1' }, note: null },
      { completion: 1, state: 'superseded' },
    ]);
  });

  it('can be tried on what is stored, and show of the patient nothing but age and sex', async () => {
    const study = await sent({
      PatientName: 'Secret^Name',
      PatientID: 'SECRET-ID',
      PatientBirthDate: '19800101',
      StudyDate: '20261123',
    });
    const rules = [
      { name: 'children', condition: 'patient.ageYears < 16', outcome: { lane: 'urgent' } },
      { name: 'films', condition: `series.exists(s, s.Modality == 'DX')`, outcome: {} },
    ];
    const json = { studyInstanceUid: study, rules };
    const text = await (await admin.fetch('/api/routing/dry-run', { method: 'POST', json })).text();
    expect(text).not.toMatch(/secret|19800101|1980-01-01/i);
    const { rule, verdicts } = JSON.parse(text) as DryRunAnswer;
    expect(rule).toBe('films');
    expect(verdicts[0]?.explanation.parts[0]?.values).toEqual([
      { attribute: 'patient.ageYears', value: '46' },
    ]);
    const recent = await admin.json<DryRunRecentAnswer>('/api/routing/dry-run-recent', {
      method: 'POST',
      json: { limit: 2, rules },
    });
    expect(recent.counts.map(({ studies }) => studies)).toEqual([0, 2, 0]);
  });

  it('are refused with the place of the fault', async () => {
    const rules = [{ name: 'x', condition: `study.PatientName == 'Doe'`, outcome: {} }];
    const answer = await admin.fetch('/api/routing/rule-sets', {
      method: 'POST',
      json: { basedOn: 3, rules, comment: '' },
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'routing.rules-invalid',
      detail: expect.stringContaining('No such key: PatientName, at character 7'),
    });
  });

  it('are checked while they are written, and nothing is saved', async () => {
    const rules = [
      { name: 'x', condition: `study.PatientName == 'Doe'`, outcome: { model: 'gone@1.0.0' } },
      { name: 'x', condition: 'true', outcome: {} },
    ];
    const before = await admin.json<RuleSetHead[]>('/api/routing/rule-sets');
    const answer = await admin.json('/api/routing/check', { method: 'POST', json: { rules } });
    expect(answer).toMatchObject({
      faults: [
        { rule: 1, field: 'name', position: null },
        { rule: 0, field: 'condition', position: 6, message: 'No such key: PatientName' },
        { rule: 0, field: 'model', message: expect.stringContaining('gone@1.0.0') },
      ],
    });
    expect(await admin.json('/api/routing/rule-sets')).toEqual(before);
  });

  it('name destinations that there are, and hold them by their names', async () => {
    const hook = (name: string) => ({
      name,
      target: {
        kind: 'webhook',
        url: 'https://ehr.example/hook',
        authentication: { kind: 'none' },
        signingSecret: 'hook',
      },
      formats: ['event'],
    });
    const post = { method: 'POST', json: hook('Screening EHR') };
    const { id } = await admin.json<{ id: string }>('/api/destinations', post);
    const to = (...destinations: string[]) => ({
      name: 'films',
      condition: 'true',
      outcome: { destinations },
    });
    const misspelt = { method: 'POST', json: { rules: [to('Screening EHR', 'Screening ehr')] } };
    expect(await admin.json('/api/routing/check', misspelt)).toMatchObject({
      faults: [
        {
          rule: 0,
          field: 'destinations',
          message: 'there is no destination "Screening ehr"; name "Screening EHR"',
        },
      ],
    });
    const before = await admin.json<RuleSet>('/api/routing/active');
    await decideBy(to('Screening EHR'));
    const change = async (method: string, json?: object) => {
      const answer = await admin.fetch(`/api/destinations/${id}`, { method, json });
      return [answer.status, ((await answer.json()) as { code?: string }).code];
    };
    const held = [409, 'delivery.destination-named-by-rules'];
    expect(await change('PUT', hook('EHR'))).toEqual(held);
    expect(await change('DELETE')).toEqual(held);
    expect(await change('PUT', { ...hook('Screening EHR'), timeoutSeconds: 5 })).toEqual([200, undefined]);
    const { version: replaces } = await admin.json<RuleSet>('/api/routing/active');
    const back = { method: 'PUT', json: { version: before.version, replaces } };
    expect((await admin.fetch('/api/routing/active', back)).status).toBe(204);
    expect(await change('DELETE')).toEqual([200, undefined]);
  });

  it('may name what the vocabulary tells, and nothing of the patient is in it', async () => {
    const { models, attributes } = await admin.json<RuleVocabulary>('/api/routing/vocabulary');
    expect(models).toHaveLength(1);
    expect(attributes).toContainEqual({ object: 'patient', name: 'ageYears', type: 'int' });
    expect(attributes.filter(({ object }) => object === 'patient').map(({ name }) => name)).toEqual([
      'ageYears',
      'sex',
    ]);
  });

  it('name their author', async () => {
    const heads = await admin.json<RuleSetHead[]>('/api/routing/rule-sets');
    expect(heads.at(-1)).toMatchObject({ version: 1, author: 'system', authorName: null });
    expect(heads[0]?.authorName).toMatch(/\w/);
  });

  it.each([
    ['GET', '/api/routing/rule-sets'],
    ['GET', '/api/routing/vocabulary'],
    ['POST', '/api/routing/check'],
    ['POST', '/api/routing/dry-run'],
    ['PUT', '/api/routing/active'],
    ['GET', '/api/prior-sources'],
  ])('are nobody else’s business: %s %s', async (method, path) => {
    const json = method === 'GET' ? undefined : {};
    expect((await radiologist.fetch(path, { method, json })).status).toBe(403);
  });
});
