import type { FilmFacts, Profile } from './film-facts';
import type { GreyImage } from './grey-image';
import type { ModelIdentity } from './manifest/manifest-head';
import type { DraftSentence, FilmInspection, PriorReading, Reading, Statement } from './reading';

/** What onnxruntime runs a graph on. */
export type ExecutionProvider = 'cpu' | 'cuda' | 'webgpu';

/** Reads films in worker threads; needs no database. */
export interface DraftEngine {
  readonly model: ModelIdentity;
  /** Where it really runs. */
  readonly provider: ExecutionProvider;
  /** Reads a display picture of which `facts` are known. */
  read(image: GreyImage, facts: FilmFacts): Promise<Reading>;
  /**
   * Reads a DICOM object, beside an earlier film of the patient when there is one.
   * @throws ReadingFailed (with the DICOM error's code) when the bytes are none
   */
  readDicom(bytes: Uint8Array, prior?: PriorReading | null): Promise<Reading>;
  /** Reads a PNG or JPEG of which `facts` are known. */
  readPicture(bytes: Uint8Array, facts: FilmFacts): Promise<Reading>;
  /** What the encoder says of a display picture, drafting nothing: for measuring, searching and comparing. */
  inspect(image: GreyImage, facts: FilmFacts): Promise<FilmInspection>;
  /** As `inspect`, of a DICOM object. @throws ReadingFailed (with the DICOM error's code) when the bytes are none */
  inspectDicom(bytes: Uint8Array): Promise<FilmInspection>;
  /** As `inspect`, of a PNG or JPEG. */
  inspectPicture(bytes: Uint8Array, facts: FilmFacts): Promise<FilmInspection>;
  /**
   * Puts statements into words as a draft would. `place` is where the film lies among pictures and texts
   * ({@link FilmInspection.embedding}); `null` when there is no film.
   */
  write(statements: readonly Statement[], place: Float32Array | null): Promise<readonly DraftSentence[]>;
  /**
   * The place of each text in the space that it shares with pictures, unit length: the dot product of two places is
   * their similarity. Texts longer than the model's limit are cut. @throws ReadingFailed when the text encoder cannot
   * be loaded
   */
  embedTexts(texts: readonly string[]): Promise<readonly Float32Array[]>;
  /** Ends the threads; running films are finished, waiting ones fail with EngineClosed. */
  close(): Promise<void>;
}

/** The process's engines, one a model, each started when it is first asked for. */
export abstract class DraftEngines {
  abstract readonly profile: Profile;
  /**
   * @param model `name@version`; default the newest film reader
   * @throws ModelNotFound, ModelManifestInvalid, ModelChanged, ModelFileMissing, ReadingFailed; the next call tries anew
   */
  abstract engine(model?: string | null): Promise<DraftEngine>;
}
