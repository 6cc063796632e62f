import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const ACCEPTABLE = /^[A-Za-z0-9._-]{1,64}$/;

/** The id that log lines and problem details of one request share. */
export function requestIdOf(request: Request): string {
  const carrier = request as Request & { requestId?: string };
  carrier.requestId ??= ACCEPTABLE.test(request.get('x-request-id') ?? '')
    ? (request.get('x-request-id') as string)
    : randomUUID();
  return carrier.requestId;
}

/** Middleware: takes the caller's `X-Request-Id` when it is harmless, else makes one; answers with it. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  response.setHeader('X-Request-Id', requestIdOf(request));
  next();
}
