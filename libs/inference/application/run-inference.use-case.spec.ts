import { resolve } from 'node:path';
import { newUid, SopClass, writePart10 } from '@wetread/dicom';
import { type StudyContents, Studies } from '@wetread/imaging-study';
import { type StudyInstanceUid, studyInstanceUid, SystemClock } from '@wetread/kernel';
import { startTestDatabase, type TestDatabase } from '@wetread/testing';
import type { DraftEngine } from '../domain/draft-engine';
import { DraftEngines } from '../domain/draft-engine';
import type { Profile } from '../domain/film-facts';
import { createDraftEngine } from '../infrastructure/engine/create-draft-engine';
import { InferenceRepository } from '../infrastructure/inference.repository';
import { RunInference } from './run-inference.use-case';

const toyModels = resolve(__dirname, '../../../test/fixtures/toy-model');

interface Film {
  readonly sopInstanceUid: string;
  readonly modality: string;
  readonly bytes: Uint8Array;
  readonly header: Record<string, { Value: string[] }>;
}

/**
 * A 256 x 256 film with a bright square (the toy model's effusion), or all bright (its lateral). Turned clockwise, the
 * square lies at the upper right.
 */
function film(
  study: string,
  { modality = 'DX', view = 'PA', bright = false, turned = false, series = '' } = {},
): Film {
  const pixels = new Uint8Array(256 * 256).fill(bright ? 250 : 30);
  const left = turned ? 160 : 32;
  for (let y = 32; y < 96; y++) pixels.fill(bright ? 0 : 200, y * 256 + left, y * 256 + left + 64);
  const sopInstanceUid = newUid();
  const bytes = writePart10(
    {},
    {
      SOPClassUID: SopClass.DigitalXRayImageStorageForPresentation,
      SOPInstanceUID: sopInstanceUid,
      StudyInstanceUID: study,
      SeriesInstanceUID: newUid(),
      Modality: modality,
      SeriesDescription: series,
      ViewPosition: view,
      Rows: 256,
      Columns: 256,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelRepresentation: 0,
      WindowCenter: 127.5,
      WindowWidth: 256,
      PixelData: pixels,
    },
  );
  const header = { '00185101': { Value: [view] }, '0008103E': { Value: [series] } };
  return { sopInstanceUid, modality, bytes, header };
}

/** The port of the room below, holding what a spec puts in. */
class ShelvedStudies extends Studies {
  films: Film[] = [];
  readonly find = () => Promise.resolve(null);
  readonly instances = () => Promise.resolve([]);
  readonly instance = () => Promise.reject(new Error('not asked for'));
  readonly instanceBytes = (uid: string) => Promise.resolve(Buffer.from(this.film(uid).bytes));
  readonly instanceHeader = (uid: string) => Promise.resolve(this.film(uid).header);
  readonly contents = () =>
    Promise.resolve({
      series: this.films.map(({ sopInstanceUid, modality }) => ({
        series: { modality, bodyPartExamined: null, presentationIntent: null, viewPosition: null },
        instances: [{ sopInstanceUid, numberOfFrames: 1, rows: 256, columns: 256, hasPixelData: true }],
      })),
    } as unknown as StudyContents);
  private film(uid: string): Film {
    return this.films.find(({ sopInstanceUid }) => sopInstanceUid === uid)!;
  }
}

class ToyEngines extends DraftEngines {
  constructor(
    private readonly toy: DraftEngine,
    readonly profile: Profile,
  ) {
    super();
  }
  engine(): Promise<DraftEngine> {
    return Promise.resolve(this.toy);
  }
}

describe('running inference on a completed study', () => {
  let test: TestDatabase;
  let engine: DraftEngine;
  let studies: ShelvedStudies;
  let inferences: InferenceRepository;
  let runInference: RunInference;
  let study: StudyInstanceUid;
  beforeAll(async () => {
    test = await startTestDatabase();
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
      studies,
      new ToyEngines(engine, 'production'),
      inferences,
      test.database,
      test.outbox,
      new SystemClock(),
    );
    await test.dataSource.query('delete from outbox_events');
  });

  async function receive(...films: Film[]): Promise<void> {
    studies.films = films;
    const now = new Date();
    const [{ id }] = await test.dataSource.query(
      `insert into patients (created_at) values ($1) returning id`,
      [now],
    );
    await test.dataSource.query(
      `insert into studies (study_instance_uid, patient_id, state, first_received_at, last_received_at)
       values ($1, $2, 'complete', $3, $3)`,
      [study, id, now],
    );
    for (const { sopInstanceUid } of films) {
      await test.dataSource.query(
        `insert into series (series_instance_uid, study_instance_uid) values ($1, $2)`,
        [sopInstanceUid, study],
      );
      await test.dataSource.query(
        `insert into instances (sop_instance_uid, sop_class_uid, series_instance_uid, study_instance_uid,
           transfer_syntax_uid, content_hash, data_set_hash, bytes, number_of_frames, has_pixel_data, source_kind,
           source_peer, received_at) values ($1, '1', $1, $2, '1', 'x', 'x', 1, 1, true, 'stow', 'spec', $3)`,
        [sopInstanceUid, study, now],
      );
    }
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
