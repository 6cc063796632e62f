import { contentHash } from '@wetread/kernel';
import type { Delivery } from './delivery';

type Identity = Pick<Delivery, 'destinationId' | 'reportId' | 'revision' | 'format'>;

/** The longest MSH-10 that HL7 v2.5.1 section 2.14.9.10 allows. */
const CONTROL_ID_LENGTH = 20;

const digest = ({ destinationId, reportId, revision, format }: Identity): string =>
  contentHash(`${destinationId} ${reportId} ${revision} ${format}`);

/** MSH-10: the same for every attempt, another for every revision, destination and format. */
export const controlIdOf = (identity: Identity): string =>
  `WR${digest(identity).toUpperCase()}`.slice(0, CONTROL_ID_LENGTH);

/** `Idempotency-Key` of HTTP messages, and their id in the ledger; a UUID of version 8 (RFC 9562 section 5.8). */
export function idempotencyKeyOf(identity: Identity): string {
  const hex = digest(identity);
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
