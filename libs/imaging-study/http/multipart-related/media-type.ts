/** A media type (RFC 9110 section 8.3.1), type and parameter names in lower case. */
export interface MediaType {
  type: string;
  parameters: ReadonlyMap<string, string>;
}

// Values are taken quoted and unquoted: `type=application/dicom` without quotes breaks the grammar, and is
// what many DICOMweb clients send.
const PARAMETER = /;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/g;

/** Reads a Content-Type; an absent or malformed one has an empty type. */
export function parseMediaType(header: string | undefined): MediaType {
  const value = (header ?? '').slice(0, 1024);
  const type = (value.split(';', 1)[0] ?? '').trim().toLowerCase();
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, plain = ''] of value.matchAll(PARAMETER)) {
    parameters.set(name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? plain);
  }
  return { type, parameters };
}
