import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
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
    response.status(body.status).type('application/problem+json').send(JSON.stringify(body));
  }

  private describe(error: unknown, requestId: string): ProblemDetails {
    if (error instanceof DomainError)
      return problem(httpStatusOf[error.status], error.code, error.message, requestId);
    const status = statusOfForeignError(error);
    if (status !== null && status < 500)
      return problem(status, `http.${status}`, (error as Error).message, requestId);
    this.logger.error({ error, requestId }, 'a request failed unexpectedly');
    return problem(
      500,
      'http.internal',
      'something broke here; the log has the details under this request id',
      requestId,
    );
  }
}

// NestJS throws HttpException; Express's parsers (http-errors) throw errors with `status` and `expose`.
function statusOfForeignError(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  const { status, expose } = (error ?? {}) as { status?: unknown; expose?: unknown };
  return typeof status === 'number' && expose === true ? status : null;
}
