import type { ContentHash } from '@wetread/kernel';
import type { StoreSource } from './store-outcome';

/** Why and whence an object was not stored. Names of files can hold names of patients, so only their hash is kept. */
export interface QuarantineEntry {
  contentHash: ContentHash;
  bytes: number;
  reasonCode: string;
  message: string;
  dicomStatus: number;
  source: StoreSource;
  nameHash: ContentHash;
  sopInstanceUid: string | null;
  studyInstanceUid: string | null;
}

export interface QuarantinedObject extends QuarantineEntry {
  id: string;
  /** Whether the bytes lie in the blob store; too large or too many are recorded without. */
  kept: boolean;
  receivedAt: Date;
  lastReceivedAt: Date;
  /** How often these bytes came with this reason. */
  times: number;
}

export interface QuarantinePage {
  objects: QuarantinedObject[];
  total: number;
}

export abstract class Quarantine {
  /** Whether the bytes of an object of this size may be kept. */
  abstract hasRoomFor(bytes: number): Promise<boolean>;
  /** Records in the surrounding transaction; equal bytes with an equal reason are counted, not doubled. */
  abstract add(entry: QuarantineEntry, kept: boolean, at: Date, times: number): Promise<void>;
  /** @throws QuarantinedObjectNotFound */
  abstract find(id: string): Promise<QuarantinedObject>;
  /** Forgets, in the surrounding transaction, that these bytes were turned away, for whatever reasons. */
  abstract release(contentHash: ContentHash): Promise<void>;
  /** Newest first. */
  abstract page(limit: number, offset: number): Promise<QuarantinePage>;
}
