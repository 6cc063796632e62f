import type { UpperLayerTimeouts } from '../transport/upper-layer';

/** How long each step of an association may take, milliseconds. */
export interface DimseTimeouts extends UpperLayerTimeouts {
  /** TCP connection and TLS handshake. */
  connectMs: number;
  /** One response of C-ECHO, C-STORE, C-FIND and the normalized services. */
  responseMs: number;
  /** One response of C-MOVE and C-GET, whose sub-operations take time and need not be told one by one. */
  retrieveMs: number;
  /** One message of the peer, its data set included, however much we keep it waiting. */
  messageMs: number;
}

export const defaultTimeouts: DimseTimeouts = {
  connectMs: 10_000,
  associateMs: 15_000,
  pduMs: 60_000,
  closeMs: 2_000,
  responseMs: 60_000,
  retrieveMs: 600_000,
  messageMs: 3_600_000,
};
