import { Catch, type ArgumentsHost, type ExceptionFilter, type HttpException } from '@nestjs/common';
import { DomainError, type ErrorStatus } from '@wetread/kernel';
import type { Request, Response } from 'express';
import { Logger } from '../log/logger';
import { requestIdOf } from './request-id';

/** HTTP status of each kind of refusal. */
export const httpStatusOf = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  unsupported: 415,
  throttled: 429,
  unavailable: 503,
} as const satisfies Record<ErrorStatus, number>;

interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  requestId: string;
}

const problem = (status: number, code: string, detail: string, requestId: string): ProblemDetails => ({
  type: `urn:wetread:problem:${code}`,
  title: code.split('.').at(-1)?.replaceAll('-', ' ') ?? code,
  status,
  detail,
  code,
  requestId,
});

/** Every error leaves as RFC 9457 problem details; one that nobody foresaw is logged and says nothing inward. */
@Catch()
export class DomainErrorFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const request = http.getRequest<Request>();
    const body = this.describe(error, requestIdOf(request));
    // Too late for a status line: only a broken connection tells the client that what it got is not whole.
    if (response.headersSent) return void response.destroy();
    const retryAfter = (error as { retryAfterSeconds?: unknown } | null)?.retryAfterSeconds;
    if (typeof retryAfter === 'number') response.setHeader('Retry-After', String(retryAfter));
    // RFC 9110 section 15.5.2 asks for a challenge; this one makes no browser open a window.
    if (body.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    response.status(body.status).type('application/problem+json').send(JSON.stringify(body));
  }

  private describe(error: unknown, requestId: string): ProblemDetails {
    if (error instanceof DomainError)
      return problem(httpStatusOf[error.status], error.code, error.message, requestId);
    const status = statusOfForeignError(error);
    if (status !== null) return problem(status, `http.${status}`, (error as Error).message, requestId);
    if (isFullDisk(error)) {
      this.logger.error({ error, requestId }, 'the disk is full: a request changed nothing');
      return problem(503, 'platform.disk-full', DISK_FULL, requestId);
    }
    this.logger.error({ error, requestId }, 'a request failed unexpectedly');
    return problem(
      500,
      'http.internal',
      'something broke here; the log has the details under this request id',
      requestId,
    );
  }
}

const DISK_FULL = 'there is no room left on the disk; nothing was changed; try again when there is';

/** SQLSTATE disk_full of PostgreSQL, embedded or not, and what the file system says of ourselves. */
const isFullDisk = (error: unknown): boolean =>
  ['53100', 'ENOSPC', 'EDQUOT'].includes(String((error as { code?: unknown } | null)?.code));

// NestJS throws HttpException, told by its method: NestJS's packages may bring more than one copy of the class.
// Express's parsers (http-errors) throw errors with `status` and `expose`.
function statusOfForeignError(error: unknown): number | null {
  const { getStatus, status, expose } = (error ?? {}) as Partial<HttpException> & Record<string, unknown>;
  if (typeof getStatus === 'function') return getStatus.call(error);
  return typeof status === 'number' && status < 500 && expose === true ? status : null;
}
