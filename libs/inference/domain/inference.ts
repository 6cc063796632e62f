import type { SopInstanceUid, StudyInstanceUid } from '@wetread/kernel';
import type { ModelIdentity } from './manifest/manifest-head';
import type { Reading } from './reading';

/** What makes an inference one of a kind: the same model reads the same completion of a study once. */
export interface InferenceKey {
  readonly studyInstanceUid: StudyInstanceUid;
  /** Which completion of the study was read; 1 is the first. */
  readonly completion: number;
  readonly modelSha256: string;
}

/** A stored reading of a study. */
export interface Inference {
  readonly id: string;
  readonly studyInstanceUid: StudyInstanceUid;
  readonly completion: number;
  /** Why the study was read (again), as `study.completed` told it. */
  readonly reason: string;
  readonly model: ModelIdentity;
  /** The picture that was read; `null` when no object of the study qualified. */
  readonly film: { readonly sopInstanceUid: SopInstanceUid; readonly frame: number } | null;
  readonly reading: Reading;
  readonly createdAt: Date;
}

/** What the rooms above read of inferences, and how this room keeps them. */
export abstract class Inferences {
  abstract find(id: string): Promise<Inference | null>;
  abstract findByKey(key: InferenceKey): Promise<Inference | null>;
  /** Of the latest completion that this model has read or refused. */
  abstract latestOfStudy(studyInstanceUid: StudyInstanceUid, modelSha256: string): Promise<Inference | null>;
  /** Stores it in the current transaction; `false` when the key is taken, and nothing was written. */
  abstract add(inference: Inference): Promise<boolean>;
}

export const INFERENCE_FINISHED = 'inference.finished';

/** Told once per stored inference, refused ones included. Ids only. */
export type InferenceFinished = {
  inferenceId: string;
  studyInstanceUid: StudyInstanceUid;
  completion: number;
  reason: string;
};
