import type { Resource } from '@medplum/fhirtypes';
import { contentHash } from '@wetread/kernel';
import type { AppConfig } from '@wetread/platform';
import type { Request, Response } from 'express';
import { FhirFormatUnsupported } from '../../application/fhir/fhir-errors';

const FHIR_JSON = 'application/fhir+json';
const json = new Set(['json', 'application/json', FHIR_JSON, 'text/json']);

/**
 * `_format` outweighs Accept (R4 section 3.1.0.1.11).
 * @throws FhirFormatUnsupported when neither allows JSON
 */
export function requireJson(request: Request): void {
  const { _format: format } = request.query;
  if (typeof format === 'string') {
    // A plus sign that nobody encoded arrives as a space.
    if (!json.has((format.split(';')[0] ?? '').trim().replace(' ', '+'))) throw new FhirFormatUnsupported();
    return;
  }
  if (!acceptsJson(request.get('accept') ?? '*/*')) throw new FhirFormatUnsupported();
}

/** Parameters such as `fhirVersion=4.0` ask for nothing that is not given anyway. */
const acceptsJson = (accept: string): boolean =>
  accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const refused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    return !refused && (json.has(type) || type === '*/*' || type === 'application/*');
  });

/** Writes a resource with its version as entity tag; 304 when the client has it (R4 section 3.1.0.1.3). */
export function sendResource(request: Request, response: Response, resource: Resource): void {
  const body = JSON.stringify(resource);
  const { versionId, lastUpdated } = resource.meta ?? {};
  const tag = `W/"${versionId ?? contentHash(body).slice(0, 16)}"`;
  response.set({
    'Content-Type': `${FHIR_JSON}; charset=utf-8`,
    'Cache-Control': 'private, no-cache',
    ETag: tag,
  });
  if (lastUpdated) response.set('Last-Modified', new Date(lastUpdated).toUTCString());
  if (hasAlready(request, tag)) return void response.status(304).end();
  response.status(200).end(body);
}

// Not `request.fresh`: fetch sends `Cache-Control: no-cache` along, which for Express outweighs the entity tag.
const hasAlready = (request: Request, tag: string): boolean =>
  (request.get('if-none-match') ?? '').split(',').some((one) => one.trim().replace(/^(W\/)?/, 'W/') === tag);

/** The address of this server as the client can reach it. */
export function baseOf(request: Request, { http }: Pick<AppConfig, 'http'>): string {
  const origin = http.publicUrl ?? `${request.protocol}://${request.get('host') ?? 'localhost'}`;
  return `${origin.replace(/\/+$/, '')}/fhir`;
}
