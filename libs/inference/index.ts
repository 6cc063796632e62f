export { InferenceModule } from './inference.module';
export { type ReadFilmOptions, ReadFilm } from './application/read-film.use-case';
export { RunInference } from './application/run-inference.use-case';
export { readStudy, type StudyObject, type StudyReading } from './application/read-study';
export { chooseFilms, type FilmCandidate, type FilmChoice } from './domain/choose-film';
export { type DraftEngine, DraftEngines, type ExecutionProvider } from './domain/draft-engine';
export {
  EngineClosed,
  ReaderCrashed,
  ReadingFailed,
  ReadingTimedOut,
  SentenceEmpty,
} from './domain/engine-error';
export { type FilmFacts, filmFacts, PHANTOM_MARK, type Profile } from './domain/film-facts';
export type { FractionBox, GreyImage } from './domain/grey-image';
export {
  type Inference,
  INFERENCE_FINISHED,
  type InferenceFinished,
  type InferenceKey,
  Inferences,
} from './domain/inference';
export {
  ModelChanged,
  ModelFileMissing,
  ModelIncoherent,
  ModelManifestInvalid,
  ModelNotFound,
} from './domain/model-error';
export type { ModelIdentity } from './domain/manifest/manifest-head';
export type { FilmReaderManifest } from './domain/manifest/film-reader-manifest';
export type { ModelKind } from './domain/manifest/model-manifest';
export type {
  CertaintyBand,
  DraftSentence,
  FilmInspection,
  FindingDecision,
  GateDecision,
  Location,
  Reading,
  Refusal,
  Statement,
} from './domain/reading';
export type { Repair } from './domain/repair';
export { createDraftEngine, type DraftEngineOptions } from './infrastructure/engine/create-draft-engine';
export { factsOf } from './infrastructure/engine/film-source';
export { PictureUnreadable, readPicture } from './infrastructure/engine/picture-file';
export {
  checkModel,
  findModel,
  listModels,
  type ModelFileCheck,
  type RegisteredModel,
  verifyModel,
} from './infrastructure/model/model-registry';
