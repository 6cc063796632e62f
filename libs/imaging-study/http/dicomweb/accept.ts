import type { Request } from 'express';
import { type MediaType, parseMediaType } from '../multipart-related/media-type';

/** One media range that a client accepts (RFC 9110 section 12.5.1). */
export interface Acceptable extends MediaType {
  quality: number;
}

/** Commas that part media ranges, but not those inside quotes. */
const BETWEEN_RANGES = /,(?=(?:[^"]*"[^"]*")*[^"]*$)/;

/** Viewers say the same with each of a thousand frames. */
const known = new Map<string, readonly Acceptable[]>();
const MOST_KNOWN = 100;
const LONGEST_READ = 4096;

/**
 * What the client accepts, the most wanted first: the `accept` query parameter (PS3.18 8.3.3.1), else the Accept
 * header, else anything. Parameter values are taken quoted and unquoted.
 */
export function acceptablesOf(request: Pick<Request, 'query' | 'headers'>): readonly Acceptable[] {
  const asked = [request.query['accept']].flat().filter((one) => typeof one === 'string');
  const text = asked.length > 0 ? asked.join(',') : (request.headers.accept ?? '*/*');
  const read = text.slice(0, LONGEST_READ);
  const before = known.get(read);
  if (before) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const acceptables = readAccept(read);
  known.set(read, acceptables);
  return acceptables;
}

function readAccept(text: string): Acceptable[] {
  const ranges = text
    .split(BETWEEN_RANGES)
    .map(parseMediaType)
    .filter(({ type }) => type !== '');
  return ranges
    .map((range) => ({ ...range, quality: qualityOf(range) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
}

function qualityOf({ parameters }: MediaType): number {
  const quality = Number(parameters.get('q') ?? 1);
  return Number.isFinite(quality) ? Math.min(1, Math.max(0, quality)) : 1;
}

/** Whether a media range such as `image/*` covers a type. */
export const covers = (range: string, type: string): boolean =>
  range === '*/*' || range === type || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
