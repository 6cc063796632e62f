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

/** The HL7 v2 listener (MLLP). */
export interface Hl7Config {
  host: string;
  /** `null`: no listener. */
  port: number | null;
  /** MSH-3 and MSH-4 of what we answer. */
  application: string;
  facility: string;
  /** Who may connect: addresses and CIDR ranges. */
  allowedAddresses: readonly string[];
  /** `APPLICATION` or `APPLICATION^FACILITY` as in MSH-3 and MSH-4; empty: everyone who may connect. */
  allowedSenders: readonly string[];
  /** Names of secrets (PEM); with `clientAuthorities` a sender must show a certificate of theirs. */
  tls: { key: string; cert: string; clientAuthorities: string | null } | null;
  messageBytes: number;
  /** How long messages are kept as they came, and a repetition is recognised. */
  keepDays: number;
}

/** How DICOM peers reach us. */
export interface DimseConfig {
  host: string;
  port: number;
  /** Our own. */
  aeTitle: string;
  /** Peers that may echo and store from anywhere, before any is registered. */
  knownAeTitles: readonly string[];
  /** At a time, over all ports; half as many from one address. */
  maxAssociations: number;
  /** A second port that speaks TLS only. `key`, `cert` and `clientAuthorities` are names of secrets (PEM). */
  tls: {
    port: number;
    key: string;
    cert: string;
    clientAuthorities: string | null;
    clientCertificate: 'required' | 'optional';
  } | null;
}

/** Whose Patient IDs are meant where an object or a message does not say. */
export interface IdentityConfig {
  defaultIssuer: string | null;
  /** Calling AE title to issuer; wins over the default. */
  issuerByAeTitle: Readonly<Record<string, string>>;
}

/** How FHIR servers know what DICOM and HL7 name otherwise. */
export interface FhirConfig {
  /** Issuer of Patient ID to the URI of its name space (`Identifier.system`). */
  patientIdSystems: Readonly<Record<string, string>>;
}

/** The settings of one process, parsed once from `WETREAD_*`; also their injection token. */
export abstract class AppConfig {
  abstract readonly profile: Profile;
  /** Absolute; everything that the process writes lies below it. */
  abstract readonly dataDir: string;
  /** Absolute; one file a secret (keys, certificates, passwords), named by what uses it. */
  abstract readonly secretsDir: string;
  abstract readonly http: { host: string; port: number; publicUrl: string | null };
  /** Where a process without HTTP of its own tells whether it is well; `port` is `null`: nowhere. */
  abstract readonly probes: { host: string; port: number | null };
  abstract readonly dimse: DimseConfig;
  abstract readonly hl7: Hl7Config;
  abstract readonly identity: IdentityConfig;
  abstract readonly fhir: FhirConfig;
  /** AE titles of the worklists that are asked for the order of a study that came without one. */
  abstract readonly worklistSources: readonly string[];
  abstract readonly database: DatabaseConfig;
  abstract readonly queue: QueueConfig;
  abstract readonly studyQuietSeconds: number;
  /** How long the bytes of deleted objects are kept. */
  abstract readonly deletedRetentionDays: number;
  /** How long what was delivered is kept as it was sent. */
  abstract readonly deliveryKeepDays: number;
  /** How long ended workitems are kept that nobody holds by a deletion lock. */
  abstract readonly workitemKeepDays: number;
  /** When off-peak work runs: minutes after midnight in `timeZone` (IANA); an `end` before `start` is of the next day. */
  abstract readonly offPeak: { start: number; end: number; timeZone: string };
  /** How long the reading of a study waits for its priors at most. */
  abstract readonly priorsWaitSeconds: number;
  abstract readonly inference: {
    provider: ExecutionProvider;
    threads: number;
    modelDir: string;
    /** Drafts in the decoder's words, or in fixed ones. */
    wording: 'decoder' | 'plain';
  };
  abstract readonly limits: Limits;
  /** What objects leave free of the disk of `dataDir`, for the database; bytes. */
  abstract readonly minFreeBytes: number;
  abstract readonly session: { hours: number };
  abstract readonly log: { level: LogLevel };
}

/** The shape of {@link AppConfig}, for code that passes it by hand. */
export type Config = AppConfig;
