import type { DimsePeer } from '@wetread/dimse';

/** Where application entities are. */
export abstract class DicomPeers {
  /** @throws DomainError when the registry does not know the title, or not where it is */
  abstract peer(aeTitle: string): Promise<DimsePeer>;
}
