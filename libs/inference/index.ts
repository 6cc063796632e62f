export { InferenceModule } from './inference.module';
export { type ReadFilmOptions, ReadFilm } from './application/read-film.use-case';
export { type CaptionEngines, captionOf, type CaptionOrder } from './application/answering/caption-of';
export { RunInference } from './application/run-inference.use-case';
export { readPrior } from './application/read-prior';
export { readStudy, type StudyObject, type StudyReading } from './application/read-study';
export type { AbstainReason, Answer, Answers, SeenClass, SeenClasses } from './domain/answering/answer';
export type { AnswerEngine, AskedPicture } from './domain/answering/answer-engine';
export type { Caption } from './domain/answering/caption';
export { chooseFilms, type FilmCandidate, type FilmChoice } from './domain/choose-film';
export { compareFilm } from './domain/compare-with-prior';
export { type DraftEngine, DraftEngines, type ExecutionProvider } from './domain/draft-engine';
export { EngineClosed, ReaderCrashed, ReadingFailed, ReadingTimedOut } from './domain/engine-error';
export { type FilmFacts, filmFacts, PHANTOM_MARK, SYNTHETIC_MARK, type Profile } from './domain/film-facts';
export type {
  FilmGenerator,
  FilmPrompt,
  FilmProvenance,
  GeneratedFilm,
} from './domain/generating/film-generator';
export { enlarge } from './domain/generating/enlarge';
export { PromptRefused } from './domain/generating/prompt-scope';
export { burnSyntheticMark, markedRows } from './domain/generating/synthetic-mark';
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
  PriorFilm,
  PriorReading,
  Reading,
  Refusal,
  Statement,
} from './domain/reading';
export type { SourceAttribute } from './domain/source-attributes';
export { readSourceAttributes } from './infrastructure/model/source-attributes-file';
export { earlierStudies } from './domain/prior-study';
export { viewOf } from './domain/view-of-film';
export type { Repair } from './domain/repair';
export {
  type AnswerEngineOptions,
  createAnswerEngine,
} from './infrastructure/answering/create-answer-engine';
export { createDraftEngine, type DraftEngineOptions } from './infrastructure/engine/create-draft-engine';
export {
  createFilmGenerator,
  type FilmGeneratorOptions,
} from './infrastructure/generating/create-film-generator';
export { syntheticDicom } from './infrastructure/generating/synthetic-dicom';
export { syntheticPng } from './infrastructure/generating/synthetic-png';
export { factsOf, factsOfPicture } from './infrastructure/engine/film-source';
export { PictureUnreadable, readPicture } from './infrastructure/engine/picture-file';
export {
  checkModel,
  findModel,
  listModels,
  type ModelFileCheck,
  type RegisteredModel,
  verifyModel,
} from './infrastructure/model/model-registry';
