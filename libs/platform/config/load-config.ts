import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { DomainError } from '@wetread/kernel';
import { z } from 'zod';
import type { Config } from './app-config';

const MiB = 1024 * 1024;

/** Every fault of the environment at once, so that one restart mends them all. */
export class ConfigurationInvalid extends DomainError {
  readonly code = 'platform.configuration-invalid';
  readonly status = 'invalid';
  constructor(readonly faults: readonly string[]) {
    super(`the configuration is invalid:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

const port = (preset: number) => z.coerce.number().int().min(0).max(65_535).default(preset);
const count = (preset: number, least = 1) => z.coerce.number().int().min(least).default(preset);
const url = (protocols: string[]) =>
  z
    .string()
    .refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
      // The value itself may hold a password and is not repeated.
      error: `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    })
    .optional();

const list = (preset = '') =>
  z
    .string()
    .default(preset)
    .transform((text) =>
      text
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    );

const addressRange = z.string().refine(
  (range) => {
    const [address = '', prefix = '0', ...rest] = range.split('/');
    const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
    return rest.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= most;
  },
  { error: 'must be IP addresses or ranges such as 10.1.0.0/16' },
);

// PS3.5 section 6.2, VR AE: at most 16 characters of the default repertoire, no backslash, not only spaces.
const aeTitle = z
  .string()
  .trim()
  .regex(/^[\x20-\x5b\x5d-\x7e]{1,16}$/, 'must be an AE title: 1 to 16 characters, no backslash');

const CLOCK = '([01]\\d|2[0-3]):([0-5]\\d)';
const offPeak = z
  .string()
  .regex(new RegExp(`^${CLOCK}-${CLOCK}$`), 'must be two times of day, such as 22:00-06:00')
  .transform((hours) => {
    const [start = 0, end = 0] = hours.split('-').map((time) => {
      const [hour = 0, minute = 0] = time.split(':').map(Number);
      return hour * 60 + minute;
    });
    return { start, end };
  })
  .refine(({ start, end }) => start !== end, 'must not begin when it ends');

// Intl is the one that knows the zones, and it tells only by throwing.
const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
};

const Environment = z.object({
  WETREAD_PROFILE: z.enum(['demo', 'production']).default('production'),
  WETREAD_DATA_DIR: z.string().min(1).default('.wetread'),
  WETREAD_SECRETS_DIR: z.string().min(1).optional(),
  WETREAD_HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  WETREAD_HTTP_PORT: port(8080),
  WETREAD_PROBE_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  WETREAD_PUBLIC_URL: url(['http:', 'https:']),
  WETREAD_DIMSE_HOST: z.string().min(1).default('127.0.0.1'),
  WETREAD_DIMSE_PORT: port(11_112),
  WETREAD_AE_TITLE: aeTitle.default('WETREAD'),
  WETREAD_KNOWN_AE_TITLES: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter((title) => title.trim() !== ''))
    .pipe(z.array(aeTitle)),
  WETREAD_DIMSE_MAX_ASSOCIATIONS: count(64),
  WETREAD_DIMSE_TLS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  WETREAD_DIMSE_TLS_KEY: z.string().optional(),
  WETREAD_DIMSE_TLS_CERT: z.string().optional(),
  WETREAD_DIMSE_TLS_CA: z.string().optional(),
  WETREAD_DIMSE_TLS_CLIENT_CERT: z.enum(['required', 'optional']).default('required'),
  WETREAD_HL7_HOST: z.string().min(1).default('127.0.0.1'),
  WETREAD_HL7_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  WETREAD_HL7_APPLICATION: z.string().min(1).default('WETREAD'),
  WETREAD_HL7_FACILITY: z.string().default(''),
  WETREAD_HL7_ALLOWED_ADDRESSES: list('127.0.0.1,::1').pipe(z.array(addressRange)),
  WETREAD_HL7_ALLOWED_SENDERS: list(),
  WETREAD_HL7_TLS_KEY: z.string().optional(),
  WETREAD_HL7_TLS_CERT: z.string().optional(),
  WETREAD_HL7_TLS_CA: z.string().optional(),
  WETREAD_HL7_MAX_MESSAGE_BYTES: count(16 * MiB),
  WETREAD_HL7_KEEP_DAYS: count(30),
  WETREAD_DEFAULT_ISSUER: z.string().trim().min(1).optional(),
  WETREAD_ISSUER_BY_AE_TITLE: list().pipe(
    z.array(z.string().regex(/^[^=]{1,16}=.+$/, 'must be a list of AE_TITLE=ISSUER')),
  ),
  WETREAD_PATIENT_ID_SYSTEMS: list().pipe(
    z.array(z.string().regex(/^[^=]{1,64}=[a-z][a-z0-9+.-]*:\S+$/i, 'must be a list of ISSUER=URI')),
  ),
  WETREAD_MWL_SOURCES: list().pipe(z.array(aeTitle)),
  WETREAD_DATABASE_URL: url(['postgres:', 'postgresql:']),
  WETREAD_DATABASE_SCHEMA: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,40}$/, 'must be a lower-case identifier')
    .default('public'),
  WETREAD_REDIS_URL: url(['redis:', 'rediss:']),
  WETREAD_DELETED_RETENTION_DAYS: z.coerce.number().min(0).max(36_500).default(30),
  WETREAD_DELIVERY_KEEP_DAYS: z.coerce.number().min(0).max(36_500).default(90),
  WETREAD_WORKITEM_KEEP_DAYS: z.coerce.number().min(0).max(36_500).default(30),
  WETREAD_STUDY_QUIET_SECONDS: z.coerce.number().min(0).max(86_400).default(5),
  WETREAD_OFF_PEAK: offPeak.default({ start: 22 * 60, end: 6 * 60 }),
  WETREAD_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'must be a time zone such as Europe/Vienna')
    .default(() => new Intl.DateTimeFormat().resolvedOptions().timeZone),
  WETREAD_PRIORS_WAIT_SECONDS: z.coerce.number().min(0).max(3600).default(60),
  WETREAD_EXECUTION_PROVIDER: z.enum(['cpu', 'cuda', 'webgpu']).default('cpu'),
  WETREAD_DRAFT_WORDING: z.enum(['decoder', 'plain']).default('decoder'),
  WETREAD_INFERENCE_THREADS: z.coerce.number().int().min(1).max(256).optional(),
  WETREAD_MODEL_DIR: z.string().min(1).optional(),
  WETREAD_MAX_REQUEST_BYTES: count(1 * MiB),
  WETREAD_MAX_INSTANCE_BYTES: count(4096 * MiB),
  WETREAD_MAX_UPLOAD_BYTES: count(16_384 * MiB),
  WETREAD_MAX_INFLATED_BYTES: count(512 * MiB),
  WETREAD_MIN_FREE_BYTES: count(512 * MiB, 0),
  WETREAD_SESSION_HOURS: z.coerce.number().positive().max(720).default(12),
  WETREAD_LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
});
type Environment = z.infer<typeof Environment>;

const faultOf = ({ path, message }: z.core.$ZodIssue): string =>
  `${path.filter((step) => typeof step === 'string').join('.')}: ${message}`;

// A misspelt name would otherwise be ignored in silence, and with it the limit or door that it sets.
const unknownNames = (env: NodeJS.ProcessEnv): string[] =>
  Object.keys(env)
    .filter((name) => name.startsWith('WETREAD_') && !name.startsWith('WETREAD_TEST_'))
    .filter((name) => !Object.hasOwn(Environment.shape, name))
    .map((name) => `${name}: no such setting`);

// A listener that was meant to speak TLS must not open in plain text because one name is missing.
const halfTls = (env: Environment): string[] => {
  const names = [env.WETREAD_HL7_TLS_KEY, env.WETREAD_HL7_TLS_CERT, env.WETREAD_HL7_TLS_CA];
  const isWhole = names[0] !== undefined && names[1] !== undefined;
  return names.every((name) => name === undefined) || isWhole
    ? []
    : [
        'WETREAD_HL7_TLS_KEY: TLS needs the names of both secrets, WETREAD_HL7_TLS_KEY and WETREAD_HL7_TLS_CERT',
      ];
};

const halfDimseTls = (env: Environment): string[] => {
  if (env.WETREAD_DIMSE_TLS_PORT === undefined) return [];
  if (!env.WETREAD_DIMSE_TLS_KEY || !env.WETREAD_DIMSE_TLS_CERT)
    return [
      'WETREAD_DIMSE_TLS_PORT: TLS needs the names of the secrets WETREAD_DIMSE_TLS_KEY and WETREAD_DIMSE_TLS_CERT',
    ];
  return env.WETREAD_DIMSE_TLS_CLIENT_CERT === 'required' && !env.WETREAD_DIMSE_TLS_CA
    ? ['WETREAD_DIMSE_TLS_CA: names the authorities of the client certificates that are required']
    : [];
};

/** `models/` beside the package.json above this file, from the sources as from `dist/`; the working directory is free. */
function shippedModels(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'models');
}

const dimseConfig = (env: Environment): Config['dimse'] => ({
  host: env.WETREAD_DIMSE_HOST,
  port: env.WETREAD_DIMSE_PORT,
  aeTitle: env.WETREAD_AE_TITLE,
  knownAeTitles: env.WETREAD_KNOWN_AE_TITLES,
  maxAssociations: env.WETREAD_DIMSE_MAX_ASSOCIATIONS,
  tls:
    env.WETREAD_DIMSE_TLS_PORT !== undefined && env.WETREAD_DIMSE_TLS_KEY && env.WETREAD_DIMSE_TLS_CERT
      ? {
          port: env.WETREAD_DIMSE_TLS_PORT,
          key: env.WETREAD_DIMSE_TLS_KEY,
          cert: env.WETREAD_DIMSE_TLS_CERT,
          clientAuthorities: env.WETREAD_DIMSE_TLS_CA ?? null,
          clientCertificate: env.WETREAD_DIMSE_TLS_CLIENT_CERT,
        }
      : null,
});

const hl7Config = (env: Environment): Config['hl7'] => ({
  host: env.WETREAD_HL7_HOST,
  port: env.WETREAD_HL7_PORT ?? null,
  application: env.WETREAD_HL7_APPLICATION,
  facility: env.WETREAD_HL7_FACILITY,
  allowedAddresses: env.WETREAD_HL7_ALLOWED_ADDRESSES,
  allowedSenders: env.WETREAD_HL7_ALLOWED_SENDERS,
  tls:
    env.WETREAD_HL7_TLS_KEY && env.WETREAD_HL7_TLS_CERT
      ? {
          key: env.WETREAD_HL7_TLS_KEY,
          cert: env.WETREAD_HL7_TLS_CERT,
          clientAuthorities: env.WETREAD_HL7_TLS_CA ?? null,
        }
      : null,
  messageBytes: env.WETREAD_HL7_MAX_MESSAGE_BYTES,
  keepDays: env.WETREAD_HL7_KEEP_DAYS,
});

function keyAndValue(pair: string): [key: string, value: string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}

function toConfig(env: Environment): Config {
  const dataDir = resolve(env.WETREAD_DATA_DIR);
  return {
    profile: env.WETREAD_PROFILE,
    dataDir,
    secretsDir: env.WETREAD_SECRETS_DIR ? resolve(env.WETREAD_SECRETS_DIR) : join(dataDir, 'secrets'),
    http: {
      host: env.WETREAD_HTTP_HOST,
      port: env.WETREAD_HTTP_PORT,
      publicUrl: env.WETREAD_PUBLIC_URL ?? null,
    },
    probes: { host: env.WETREAD_HTTP_HOST, port: env.WETREAD_PROBE_PORT ?? null },
    dimse: dimseConfig(env),
    hl7: hl7Config(env),
    identity: {
      defaultIssuer: env.WETREAD_DEFAULT_ISSUER ?? null,
      issuerByAeTitle: Object.fromEntries(env.WETREAD_ISSUER_BY_AE_TITLE.map(keyAndValue)),
    },
    fhir: { patientIdSystems: Object.fromEntries(env.WETREAD_PATIENT_ID_SYSTEMS.map(keyAndValue)) },
    worklistSources: env.WETREAD_MWL_SOURCES,
    database: env.WETREAD_DATABASE_URL
      ? { kind: 'postgres', url: env.WETREAD_DATABASE_URL, schema: env.WETREAD_DATABASE_SCHEMA }
      : { kind: 'pglite', dir: join(dataDir, 'db') },
    queue: env.WETREAD_REDIS_URL ? { kind: 'redis', url: env.WETREAD_REDIS_URL } : { kind: 'embedded' },
    deletedRetentionDays: env.WETREAD_DELETED_RETENTION_DAYS,
    deliveryKeepDays: env.WETREAD_DELIVERY_KEEP_DAYS,
    workitemKeepDays: env.WETREAD_WORKITEM_KEEP_DAYS,
    studyQuietSeconds: env.WETREAD_STUDY_QUIET_SECONDS,
    offPeak: { ...env.WETREAD_OFF_PEAK, timeZone: env.WETREAD_TIME_ZONE },
    priorsWaitSeconds: env.WETREAD_PRIORS_WAIT_SECONDS,
    inference: {
      provider: env.WETREAD_EXECUTION_PROVIDER,
      wording: env.WETREAD_DRAFT_WORDING,
      threads: env.WETREAD_INFERENCE_THREADS ?? Math.min(4, availableParallelism()),
      modelDir: env.WETREAD_MODEL_DIR ? resolve(env.WETREAD_MODEL_DIR) : shippedModels(),
    },
    limits: {
      requestBytes: env.WETREAD_MAX_REQUEST_BYTES,
      instanceBytes: env.WETREAD_MAX_INSTANCE_BYTES,
      uploadBytes: env.WETREAD_MAX_UPLOAD_BYTES,
      inflatedBytes: env.WETREAD_MAX_INFLATED_BYTES,
    },
    minFreeBytes: env.WETREAD_MIN_FREE_BYTES,
    session: { hours: env.WETREAD_SESSION_HOURS },
    log: { level: env.WETREAD_LOG_LEVEL },
  };
}

/**
 * Parses `WETREAD_*` into the one typed object that the process runs on.
 * @throws ConfigurationInvalid with all faults
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = Environment.safeParse(env);
  const faults = [
    ...(parsed.error?.issues.map(faultOf) ?? []),
    ...(parsed.data ? [...halfTls(parsed.data), ...halfDimseTls(parsed.data)] : []),
    ...unknownNames(env),
  ];
  if (!parsed.success || faults.length > 0) throw new ConfigurationInvalid(faults);
  return toConfig(parsed.data);
}

/** {@link loadConfig} with settings of a command line, which win over the environment. */
export const loadConfigWith = (settings: Readonly<Record<string, string>>): Config =>
  loadConfig({ ...process.env, ...settings });
