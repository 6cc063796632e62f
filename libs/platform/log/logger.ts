import type { LoggerService } from '@nestjs/common';
import pino from 'pino';
import type { Config } from '../config/app-config';

/** Fields of a log line: ids, UIDs, counts, durations, codes. Never names, identifiers of patients or report text. */
export type LogFields = Record<string, unknown>;

/** Structured log, and its injection token. */
export abstract class Logger {
  abstract debug(fields: LogFields, message: string): void;
  abstract info(fields: LogFields, message: string): void;
  abstract warn(fields: LogFields, message: string): void;
  abstract error(fields: LogFields, message: string): void;
  /** A logger that adds `fields` to each of its lines. */
  abstract child(fields: LogFields): Logger;
}

// The last net, not the rule: whoever logs passes ids only.
const redactedNames = [
  'patientName',
  'patientId',
  'birthDate',
  'accessionNumber',
  'referringPhysicianName',
  'password',
  'token',
  'cookie',
  'authorization',
  'text',
];
const redactedPaths = redactedNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

// A database driver's error carries the row it choked on (`parameters`, `detail`): only name, code, message and stack pass.
const errorFields = (error: unknown): LogFields => {
  if (!(error instanceof Error)) return { message: 'a value that is no Error was thrown' };
  const { code } = error as { code?: unknown };
  return { type: error.name, code, message: error.message, stack: error.stack };
};

export function createLogger(log: Config['log'], destination?: pino.DestinationStream): Logger {
  return pino(
    {
      level: log.level,
      redact: { paths: redactedPaths, censor: '[redacted]' },
      serializers: { error: errorFields, err: errorFields },
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination ?? pino.destination({ fd: 2, sync: true }),
  );
}

/** Lets NestJS write its own lines through {@link Logger}. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }
  debug(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }
  verbose(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }
  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }
  error(message: unknown, stack?: string, context?: string): void {
    this.logger.error({ context, stack }, String(message));
  }
}
