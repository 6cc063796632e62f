export type Profile = 'demo' | 'production';
export type ExecutionProvider = 'cpu' | 'cuda' | 'webgpu';
export type LogLevel = 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Where the relational data lives: PGlite inside this process, or a PostgreSQL server. */
export type DatabaseConfig =
  | {
      kind: 'pglite';
      /** Absolute directory, or `memory://` for a database that dies with the process. */
      dir: string;
    }
  | { kind: 'postgres'; url: string; schema: string };

export type QueueConfig = { kind: 'embedded' } | { kind: 'redis'; url: string };

/** Upper bounds that keep hostile or broken input from exhausting the process. Bytes unless named otherwise. */
export interface Limits {
  /** One JSON request body. */
  requestBytes: number;
  /** One DICOM object, however it arrives. */
  instanceBytes: number;
  /** One STOW-RS request, all parts together. */
  uploadBytes: number;
  /** What a deflated data set or a ZIP member may inflate to. */
  inflatedBytes: number;
}

/** The settings of one process, parsed once from `WETREAD_*`; also their injection token. */
export abstract class AppConfig {
  abstract readonly profile: Profile;
  /** Absolute; everything that the process writes lies below it. */
  abstract readonly dataDir: string;
  /** Absolute; one file a secret (keys, certificates, passwords), named by what uses it. */
  abstract readonly secretsDir: string;
  abstract readonly http: { host: string; port: number; publicUrl: string | null };
  abstract readonly dimse: { host: string; port: number; aeTitle: string; knownAeTitles: readonly string[] };
  abstract readonly database: DatabaseConfig;
  abstract readonly queue: QueueConfig;
  abstract readonly studyQuietSeconds: number;
  abstract readonly inference: {
    provider: ExecutionProvider;
    threads: number;
    modelDir: string;
    /** Drafts in the decoder's words, or in fixed ones. */
    wording: 'decoder' | 'plain';
  };
  abstract readonly limits: Limits;
  abstract readonly session: { hours: number };
  abstract readonly log: { level: LogLevel };
}

/** The shape of {@link AppConfig}, for code that passes it by hand. */
export type Config = AppConfig;
