import { createHash } from 'node:crypto';
import type { FilmProvenance } from '../../domain/generating/film-generator';

/**
 * A UID under 2.25 that follows from prompt, seed, guidance and model (PS3.5 annex B.2; the UUID is an RFC 9562 version
 * 8), so that the same film has the same name wherever it is drawn.
 */
export function syntheticUid(what: 'study' | 'series' | 'instance', film: FilmProvenance): string {
  const { model, prompt, seed, guidance } = film;
  const name = JSON.stringify(['wetread synthetic', what, model.sha256, prompt, seed, guidance]);
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return `2.25.${BigInt(`0x${bytes.toString('hex')}`)}`;
}
