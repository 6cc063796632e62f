import { Injectable, MethodNotAllowedException, type NestMiddleware } from '@nestjs/common';
import type { Request, Response } from 'express';
import { allowOf, DicomWebResources } from './dicom-web-resources';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * 405 with what is allowed for a method that a resource has not (RFC 9110 section 15.5.6), instead of a 404 as if there
 * were no such resource. Reading is left to the routes: viewers do that a thousand times.
 */
@Injectable()
export class RefuseMethods implements NestMiddleware {
  constructor(private readonly resources: DicomWebResources) {}

  use({ method, originalUrl }: Request, response: Response, next: () => void): void {
    if (SAFE.has(method)) return next();
    const path = new URL(originalUrl, 'http://localhost').pathname.replace(/^\/dicom-web\/?|\/$/g, '');
    const allowed: readonly string[] | null = this.resources.methodsAt(path);
    if (allowed === null || allowed.includes(method)) return next();
    response.setHeader('Allow', allowOf(allowed));
    throw new MethodNotAllowedException(`${method} is not a method of this resource`);
  }
}
