import { resolve } from 'node:path';
import { newUid } from '@wetread/dicom';
import { type StudyInstanceUid, studyInstanceUid, SystemClock } from '@wetread/kernel';
import { createLogger } from '@wetread/platform';
import { describeOnEveryDatabase, type TestDatabase } from '@wetread/testing';
import type { DraftEngine } from '../domain/draft-engine';
import type { Profile } from '../domain/film-facts';
import type { Inference } from '../domain/inference';
import { createDraftEngine } from '../infrastructure/engine/create-draft-engine';
import { InferenceRepository } from '../infrastructure/inference.repository';
import {
  insertStudy,
  shelvedFilm,
  type ShelvedFilm,
  ShelvedStudies,
  StartedEngines,
} from '../testing/shelved-studies';
import { FindPrior } from './find-prior';
import { ReadStoredStudy } from './read-stored-study';
import { RunInference } from './run-inference.use-case';

const toyModels = resolve(__dirname, '../../../test/fixtures/toy-model');

describeOnEveryDatabase('reading a film beside the prior one', ({ open }) => {
  let test: TestDatabase;
  let engine: DraftEngine;
  let inferences: InferenceRepository;
  let studies: ShelvedStudies;
  beforeAll(async () => {
    test = await open();
    engine = await createDraftEngine({ modelDir: toyModels, profile: 'demo' });
    inferences = new InferenceRepository(test.database);
  });
  afterAll(async () => {
    await engine?.close();
    await test?.close();
  });
  beforeEach(() => {
    studies = new ShelvedStudies();
  });

  type Look = Parameters<typeof shelvedFilm>[1];
  async function receive(date: string | null, look: Look = {}): Promise<StudyInstanceUid & string> {
    const study = studyInstanceUid(newUid());
    const films: ShelvedFilm[] = [shelvedFilm(study, look)];
    studies.put(study, films, date);
    await insertStudy((sql, parameters) => test.dataSource.query(sql, parameters), study, films);
    return study;
  }
  function read(
    study: StudyInstanceUid,
    { by = engine, profile = 'demo' as Profile } = {},
  ): Promise<Inference> {
    const logger = createLogger({ level: 'silent' });
    return new RunInference(
      new ReadStoredStudy(studies, new FindPrior(studies, inferences, logger)),
      new StartedEngines(by, profile),
      inferences,
      test.database,
      test.outbox,
      new SystemClock(),
    ).execute({ studyInstanceUid: study, completion: 1, reason: 'first' });
  }
  const effusion = ({ reading }: Inference) => reading.findings.find(({ code }) => code === 'Effusion');

  it('finds new what the earlier film did not show, and stores what it compared with', async () => {
    const before = await receive('2026-03-02', { faint: true });
    const study = await receive('2026-11-20');
    const { id } = await read(study);
    const stored = await inferences.find(id);
    expect(stored?.reading.prior).toMatchObject({ studyInstanceUid: before, acquiredOn: '2026-03-02' });
    expect(effusion(stored!)).toMatchObject({ present: true, change: 'new' });
  });

  it('compares with nothing when there is nothing earlier', async () => {
    const study = await receive('2026-03-02');
    await receive('2026-11-20', { faint: true });
    await receive(null, { faint: true });
    const inference = await read(study);
    expect(inference.reading.prior).toBeNull();
    expect(inference.reading.findings.every(({ change }) => change === 'none')).toBe(true);
  });

  it('takes what the same model has stored of the earlier film, and does not look at it again', async () => {
    const before = await receive('2026-03-02');
    await read(before);
    studies.fetched.length = 0;
    const inference = await read(await receive('2026-11-20'));
    expect(studies.fetched).toEqual([inference.film?.sopInstanceUid]);
    expect(effusion(inference)).toMatchObject({ change: 'unchanged' });
  });

  it('looks again at what another model has read', async () => {
    const before = await receive('2026-03-02', { faint: true });
    await read(before, { by: { ...engine, model: { ...engine.model, sha256: 'f'.repeat(64) } } });
    studies.fetched.length = 0;
    const inference = await read(await receive('2026-11-20'));
    expect(studies.fetched).toHaveLength(2);
    expect(effusion(inference)).toMatchObject({ change: 'new' });
  });

  it('passes over studies that were refused, to the latest that can be read', async () => {
    const readable = await receive('2025-06-01', { faint: true });
    const refused = await receive('2026-03-02', { bright: true });
    await read(refused);
    await receive('2026-04-01', { modality: 'MR' });
    const inference = await read(await receive('2026-11-20'));
    expect(inference.reading.prior).toMatchObject({ studyInstanceUid: readable });
  });

  it('never compares a patient with a phantom', async () => {
    await receive('2026-03-02', { faint: true, series: 'PHANTOM normal' });
    const inference = await read(await receive('2026-11-20'));
    expect(inference.reading).toMatchObject({ status: 'read', prior: null, marks: [] });
    expect(effusion(inference)).toMatchObject({ change: 'none' });
  });

  it('drafts without a comparison when the earlier film cannot be read', async () => {
    await receive('2026-03-02', { faint: true });
    const failing = { ...engine, inspectDicom: () => Promise.reject(new Error('the thread ended')) };
    const inference = await read(await receive('2026-11-20'), { by: failing });
    expect(inference.reading).toMatchObject({ status: 'read', prior: null });
  });

  it('looks for no earlier film when there is nothing to read', async () => {
    await receive('2026-03-02', { faint: true });
    await read(await receive('2026-11-20', { modality: 'MR' }));
    expect(studies.fetched).toEqual([]);
  });

  it('loads readings of before there were priors as compared with nothing', async () => {
    const { id } = await read(await receive('2026-03-02'));
    await test.dataSource.query(
      `update inferences set prior = null,
         findings = (select jsonb_agg(finding - 'change') from jsonb_array_elements(findings) finding) where id = $1`,
      [id],
    );
    const loaded = await inferences.find(id);
    expect(loaded?.reading.prior).toBeNull();
    expect(loaded?.reading.findings.map(({ change }) => change)).toEqual(Array(14).fill('none'));
  });
});
