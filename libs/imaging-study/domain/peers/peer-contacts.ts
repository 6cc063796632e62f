/** Why an association was rejected. */
export type PeerRefusal = 'unknown-title' | 'other-address' | 'wrong-called-title' | 'plain-refused';

/** One call of a peer; `refused` is null when it was let in. */
export interface PeerCall {
  /** Calling AE title, as it was said. */
  aeTitle: string;
  address: string;
  at: Date;
  refused: PeerRefusal | null;
}

/** The last of what was heard under one calling AE title. */
export interface PeerContact {
  aeTitle: string;
  seen: { at: Date; address: string } | null;
  refused: { at: Date; address: string; because: PeerRefusal } | null;
}

/** When calling AE titles were last heard of, registered or not. */
export abstract class PeerContacts {
  /** Keeps the last of each title; titles that are not registered only as far as there is room. */
  abstract record(calls: readonly PeerCall[]): Promise<void>;
  /** Heard of last, first. */
  abstract list(): Promise<PeerContact[]>;
}
