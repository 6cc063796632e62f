import type { FilmFacts, Profile } from './film-facts';
import type { GreyImage } from './grey-image';
import type { ModelIdentity } from './model-manifest';
import type { Reading } from './reading';

/** What onnxruntime runs a graph on. */
export type ExecutionProvider = 'cpu' | 'cuda' | 'webgpu';

/** Reads films in worker threads; needs no database. */
export interface DraftEngine {
  readonly model: ModelIdentity;
  /** Where it really runs. */
  readonly provider: ExecutionProvider;
  /** Reads a display picture of which `facts` are known. */
  read(image: GreyImage, facts: FilmFacts): Promise<Reading>;
  /** Reads a DICOM object. @throws ReadingFailed (with the DICOM error's code) when the bytes are none */
  readDicom(bytes: Uint8Array): Promise<Reading>;
  /** Reads a PNG or JPEG of which `facts` are known. */
  readPicture(bytes: Uint8Array, facts: FilmFacts): Promise<Reading>;
  /** Ends the threads; running films are finished, waiting ones fail with EngineClosed. */
  close(): Promise<void>;
}

/** The process's one engine, started when it is first asked for. */
export abstract class DraftEngines {
  abstract readonly profile: Profile;
  /** @throws ModelNotFound, ModelManifestInvalid, ModelChanged, ModelFileMissing, ReadingFailed; the next call tries anew */
  abstract engine(): Promise<DraftEngine>;
}
