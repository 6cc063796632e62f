import type { NextFunction, Request, Response } from 'express';
import type { Logger } from '../log/logger';
import { requestIdOf } from './request-id';

/** Middleware: one line per answered request. The path holds UIDs; the query, which may hold a name, is left out. */
export const requestLog =
  (logger: Logger) =>
  (request: Request, response: Response, next: NextFunction): void => {
    const began = performance.now();
    const { method, originalUrl } = request;
    const path = originalUrl.split('?', 1)[0];
    response.once('close', () => {
      const ms = Math.round(performance.now() - began);
      const { statusCode: status, writableFinished: finished } = response;
      logger.debug(
        { method, path, status, finished, ms, requestId: requestIdOf(request) },
        'request answered',
      );
    });
    next();
  };
