import { existsSync } from 'node:fs';
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

// PS3.5 section 6.2, VR AE: at most 16 characters of the default repertoire, no backslash, not only spaces.
const aeTitle = z
  .string()
  .trim()
  .regex(/^[\x20-\x5b\x5d-\x7e]{1,16}$/, 'must be an AE title: 1 to 16 characters, no backslash');

const Environment = z.object({
  WETREAD_PROFILE: z.enum(['demo', 'production']).default('production'),
  WETREAD_DATA_DIR: z.string().min(1).default('.wetread'),
  WETREAD_SECRETS_DIR: z.string().min(1).optional(),
  WETREAD_HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  WETREAD_HTTP_PORT: port(8080),
  WETREAD_PUBLIC_URL: url(['http:', 'https:']),
  WETREAD_DIMSE_HOST: z.string().min(1).default('127.0.0.1'),
  WETREAD_DIMSE_PORT: port(11_112),
  WETREAD_AE_TITLE: aeTitle.default('WETREAD'),
  WETREAD_KNOWN_AE_TITLES: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter((title) => title.trim() !== ''))
    .pipe(z.array(aeTitle)),
  WETREAD_DATABASE_URL: url(['postgres:', 'postgresql:']),
  WETREAD_DATABASE_SCHEMA: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,40}$/, 'must be a lower-case identifier')
    .default('public'),
  WETREAD_REDIS_URL: url(['redis:', 'rediss:']),
  WETREAD_STUDY_QUIET_SECONDS: z.coerce.number().min(0).max(86_400).default(5),
  WETREAD_EXECUTION_PROVIDER: z.enum(['cpu', 'cuda', 'webgpu']).default('cpu'),
  WETREAD_DRAFT_WORDING: z.enum(['decoder', 'plain']).default('decoder'),
  WETREAD_INFERENCE_THREADS: z.coerce.number().int().min(1).max(256).optional(),
  WETREAD_MODEL_DIR: z.string().min(1).optional(),
  WETREAD_MAX_REQUEST_BYTES: count(1 * MiB),
  WETREAD_MAX_INSTANCE_BYTES: count(512 * MiB),
  WETREAD_MAX_UPLOAD_BYTES: count(2048 * MiB),
  WETREAD_MAX_INFLATED_BYTES: count(512 * MiB),
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

/** `models/` beside the package.json above this file, from the sources as from `dist/`; the working directory is free. */
function shippedModels(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'models');
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
    dimse: {
      host: env.WETREAD_DIMSE_HOST,
      port: env.WETREAD_DIMSE_PORT,
      aeTitle: env.WETREAD_AE_TITLE,
      knownAeTitles: env.WETREAD_KNOWN_AE_TITLES,
    },
    database: env.WETREAD_DATABASE_URL
      ? { kind: 'postgres', url: env.WETREAD_DATABASE_URL, schema: env.WETREAD_DATABASE_SCHEMA }
      : { kind: 'pglite', dir: join(dataDir, 'db') },
    queue: env.WETREAD_REDIS_URL ? { kind: 'redis', url: env.WETREAD_REDIS_URL } : { kind: 'embedded' },
    studyQuietSeconds: env.WETREAD_STUDY_QUIET_SECONDS,
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
  const faults = [...(parsed.error?.issues.map(faultOf) ?? []), ...unknownNames(env)];
  if (!parsed.success || faults.length > 0) throw new ConfigurationInvalid(faults);
  return toConfig(parsed.data);
}

/** {@link loadConfig} with settings of a command line, which win over the environment. */
export const loadConfigWith = (settings: Readonly<Record<string, string>>): Config =>
  loadConfig({ ...process.env, ...settings });
