import { resolve } from 'node:path';
import { newUid } from '@wetread/dicom';
import { type StudyInstanceUid, studyInstanceUid, SystemClock } from '@wetread/kernel';
import { createLogger } from '@wetread/platform';
import { describeOnEveryDatabase, type TestDatabase } from '@wetread/testing';
import type { DraftEngine } from '../domain/draft-engine';
import { createDraftEngine } from '../infrastructure/engine/create-draft-engine';
import { InferenceRepository } from '../infrastructure/inference.repository';
import {
  insertStudy,
  shelvedFilm as film,
  type ShelvedFilm,
  ShelvedStudies,
  StartedEngines,
} from '../testing/shelved-studies';
import { FindPrior } from './find-prior';
import { ReadStoredStudy } from './read-stored-study';
import { RunInference } from './run-inference.use-case';

const toyModels = resolve(__dirname, '../../../test/fixtures/toy-model');

describeOnEveryDatabase('running inference on a completed study', ({ open }) => {
  let test: TestDatabase;
  let engine: DraftEngine;
  let studies: ShelvedStudies;
  let inferences: InferenceRepository;
  let runInference: RunInference;
  let study: StudyInstanceUid;
  beforeAll(async () => {
    test = await open();
    engine = await createDraftEngine({ modelDir: toyModels });
    inferences = new InferenceRepository(test.database);
  });
  afterAll(async () => {
    await engine.close();
    await test.close();
  });
  beforeEach(async () => {
    studies = new ShelvedStudies();
    study = studyInstanceUid(newUid());
    runInference = new RunInference(
      new ReadStoredStudy(studies, new FindPrior(studies, inferences, createLogger({ level: 'silent' }))),
      new StartedEngines(engine, 'production'),
      inferences,
      test.database,
      test.outbox,
      new SystemClock(),
    );
    await test.dataSource.query('delete from outbox_events');
  });

  async function receive(...films: ShelvedFilm[]): Promise<void> {
    studies.put(study, films);
    await insertStudy((sql, parameters) => test.dataSource.query(sql, parameters), study, films);
  }
  const completed = (completion = 1) => ({ studyInstanceUid: study, completion, reason: 'first' as const });
  const told = () => test.dataSource.query(`select type, key, payload from outbox_events`);

  it('stores the reading of the frontal film and tells of it, in one', async () => {
    const lateral = film(study, { view: 'LL' });
    const frontal = film(study);
    await receive(lateral, frontal);
    const inference = await runInference.execute(completed());
    expect(inference.film).toEqual({ sopInstanceUid: frontal.sopInstanceUid, frame: 1 });
    expect(inference.reading.status).toBe('read');
    expect(await inferences.find(inference.id)).toEqual(inference);
    expect(await told()).toEqual([
      {
        type: 'inference.finished',
        key: inference.id,
        payload: { inferenceId: inference.id, studyInstanceUid: study, completion: 1, reason: 'first' },
      },
    ]);
  });

  it('runs once per completion and model, however often the event comes', async () => {
    await receive(film(study));
    const first = await runInference.execute(completed());
    expect(await runInference.execute(completed())).toEqual(first);
    const [one, two] = await Promise.all([
      runInference.execute(completed(2)),
      runInference.execute(completed(2)),
    ]);
    expect(one.id).toBe(two.id);
    expect(one.id).not.toBe(first.id);
    expect(await told()).toHaveLength(2);
  });

  it('stores what was undone of the picture before it was read', async () => {
    await receive(film(study, { turned: true }));
    const { id } = await runInference.execute(completed());
    expect(await inferences.find(id)).toMatchObject({ reading: { status: 'read', repairs: ['rotated-90'] } });
  });

  it('stores a refusal with its reason, and no film', async () => {
    await receive(film(study, { modality: 'MR' }));
    const { id } = await runInference.execute(completed());
    expect(await inferences.find(id)).toMatchObject({
      film: null,
      reading: {
        status: 'refused',
        refusal: { code: 'scope.modality-mr' },
        sentences: [],
        inputSha256: null,
      },
    });
    expect(await told()).toHaveLength(1);
  });

  it('tries the next film when the gate refuses the best', async () => {
    const unlabelledLateral = film(study, { bright: true });
    const frontal = film(study, { view: 'AP' });
    await receive(unlabelledLateral, frontal);
    expect((await runInference.execute(completed())).film?.sopInstanceUid).toBe(frontal.sopInstanceUid);
  });

  it('keeps the gate and the input hash of a film that the gate refused', async () => {
    await receive(film(study, { bright: true }));
    expect((await runInference.execute(completed())).reading).toMatchObject({
      refusal: { code: 'scope.lateral-view' },
      gate: { accepted: false },
      inputSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('refuses phantoms outside the demo', async () => {
    await receive(film(study, { series: 'PHANTOM effusion' }));
    expect((await runInference.execute(completed())).reading.refusal?.code).toBe(
      'scope.phantom-outside-demo',
    );
  });
});
