import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '@wetread/kernel';
import { Database, Outbox } from '@wetread/platform';
import type { CompletedStudy } from '@wetread/routing';
import { DraftEngines } from '../domain/draft-engine';
import { INFERENCE_FINISHED, type Inference, type InferenceFinished, Inferences } from '../domain/inference';
import { ReadStoredStudy } from './read-stored-study';

/** What to read: a completion of a study, by `name@version` of a model or, by default, the newest. */
export type RunInferenceCommand = CompletedStudy & { readonly model?: string | null };

/** Reads a completed study with the model that is asked for and stores the reading, or the refusal with its reason. */
@Injectable()
export class RunInference {
  constructor(
    private readonly readStudy: ReadStoredStudy,
    private readonly engines: DraftEngines,
    private readonly inferences: Inferences,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Idempotent per study x completion x model: a second run finds the stored inference and returns it. */
  async execute({ studyInstanceUid, completion, reason, model }: RunInferenceCommand): Promise<Inference> {
    const engine = await this.engines.engine(model);
    const key = { studyInstanceUid, completion, modelSha256: engine.model.sha256 };
    const known = await this.inferences.findByKey(key);
    if (known) return known;

    const { profile } = this.engines;
    const { film, reading } = await this.readStudy.execute(engine, studyInstanceUid, profile);
    const inference: Inference = {
      id: randomUUID(),
      studyInstanceUid,
      completion,
      reason,
      model: engine.model,
      film: film && { sopInstanceUid: film.sopInstanceUid, frame: 1 },
      reading,
      createdAt: this.clock.now(),
    };
    // The transaction opens only now: one embedded session serves everyone, and reading takes a second.
    const added = await this.database.transaction(() => this.store(inference));
    return added ? inference : ((await this.inferences.findByKey(key)) ?? inference);
  }

  private async store(inference: Inference): Promise<boolean> {
    // Two workers may have read the same completion; the first one's reading stands and is told.
    if (!(await this.inferences.add(inference))) return false;
    const { id, studyInstanceUid, completion, reason } = inference;
    const payload: InferenceFinished = { inferenceId: id, studyInstanceUid, completion, reason };
    await this.outbox.add({ type: INFERENCE_FINISHED, key: id, payload });
    return true;
  }
}
