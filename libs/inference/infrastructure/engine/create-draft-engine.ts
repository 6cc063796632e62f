import { availableParallelism } from 'node:os';
import type { DraftEngine, ExecutionProvider } from '../../domain/draft-engine';
import type { Profile } from '../../domain/film-facts';
import type { ModelIdentity } from '../../domain/manifest/manifest-head';
import { findModel, verifyModel } from '../model/model-registry';
import type { Wording } from '../../domain/reading';
import type { ProviderOutcome } from '../model/onnx-session';
import { startFilmReader } from './film-reader-thread';
import type { ReaderResult, ReaderResults, ReaderTask } from './reader-tasks';
import { ThreadPool } from './thread-pool';

export interface DraftEngineOptions {
  /** A model's own folder, or a root of `<name>/<version>` folders, of which the newest version is taken. */
  readonly modelDir: string;
  /** Default `cpu`; what cannot be had falls back to it. */
  readonly provider?: ExecutionProvider;
  /** CPU threads of all readers together; default two, or what the machine has. */
  readonly threads?: number;
  /** How many films are read at once, each by a copy of the model. Default 1. */
  readonly readers?: number;
  /** Phantoms are read in the demo only. Default `production`. */
  readonly profile?: Profile;
  /** Drafts in the decoder's words (default), or in fixed ones. */
  readonly wording?: Wording;
  /** 1 is greedy decoding; default the model's own. */
  readonly beamWidth?: number;
  /** Default 60. */
  readonly timeoutSeconds?: number;
  /** Hears in one line where the model runs. */
  readonly notify?: (line: string) => void;
}

/**
 * Verifies the model, starts a reader thread and waits until it is ready.
 * @throws ModelNotFound, ModelManifestInvalid, ModelChanged, ModelFileMissing, ReadingFailed
 */
export async function createDraftEngine(options: DraftEngineOptions): Promise<DraftEngine> {
  const model = await findModel(options.modelDir, 'film-reader');
  await verifyModel(model);
  const { provider = 'cpu', readers = 1, threads = Math.min(2, availableParallelism()) } = options;
  const settings = {
    modelFolder: model.folder,
    provider,
    threads: Math.max(1, Math.floor(threads / readers)),
    profile: options.profile ?? 'production',
    wording: options.wording ?? 'decoder',
    beamWidth: options.beamWidth ?? null,
  };
  const pool: ReaderPool = new ThreadPool(() => startFilmReader(settings), {
    size: readers,
    timeoutSeconds: options.timeoutSeconds ?? 60,
  });
  const outcome = await pool.warmUp();
  options.notify?.(describeOutcome(model.identity, provider, outcome));
  return engineOf(model.identity, outcome.provider, pool);
}

type ReaderPool = ThreadPool<ReaderTask, ReaderResult, ProviderOutcome>;

/** Texts of one task: a caller with thousands must not hold a thread from the films for long. */
const TEXTS_AT_ONCE = 32;

function engineOf(model: ModelIdentity, provider: ExecutionProvider, pool: ReaderPool): DraftEngine {
  // A thread answers each kind of task with its kind of result; see `film-reader.worker.ts`.
  const run = <Kind extends ReaderTask['kind']>(task: ReaderTask & { kind: Kind }) =>
    pool.run(task) as Promise<ReaderResults[Kind]>;
  return {
    model,
    provider,
    read: (image, facts) => run({ kind: 'read', film: { kind: 'grey', image, facts } }),
    readDicom: (bytes, prior) => run({ kind: 'read', film: { kind: 'dicom', bytes }, prior: prior ?? null }),
    readPicture: (bytes, facts) => run({ kind: 'read', film: { kind: 'picture', bytes, facts } }),
    inspect: (image, facts) => run({ kind: 'inspect', film: { kind: 'grey', image, facts } }),
    inspectDicom: (bytes) => run({ kind: 'inspect', film: { kind: 'dicom', bytes } }),
    inspectPicture: (bytes, facts) => run({ kind: 'inspect', film: { kind: 'picture', bytes, facts } }),
    write: (statements, place) => run({ kind: 'write', statements, place }),
    embedTexts: async (texts) => {
      const places: Float32Array[] = [];
      for (let first = 0; first < texts.length; first += TEXTS_AT_ONCE) {
        const batch = texts.slice(first, first + TEXTS_AT_ONCE);
        places.push(...(await run({ kind: 'embed-texts', texts: batch })));
      }
      return places;
    },
    close: () => pool.close(),
  };
}

function describeOutcome(
  { name, version }: ModelIdentity,
  asked: string,
  { provider, fallback }: ProviderOutcome,
): string {
  const where = `model ${name} ${version} runs on ${provider}`;
  return fallback === null ? where : `${where}: ${asked} was asked for but cannot be had (${fallback})`;
}
