import type { Readable } from 'node:stream';
import type { ContentHash, DomainError } from '@wetread/kernel';
import type { InstanceHeader } from '@wetread/dicom';
import type { LevelAttributes } from './query/level-attributes';

/** One object at the door. */
export interface IncomingBytes {
  /** File name or part number; comes back in the result and is not kept. */
  name: string;
  /** The Part 10 file, whole or as it arrives; a stream is read to its end before the next object is asked for. */
  body: Uint8Array | Readable;
  /** What the C-STORE command announced; anything else in the data set is refused (PS3.4 B.2.3, A9xx). */
  announced?: { sopClassUid: string; sopInstanceUid: string };
}

/** Something that the source could not even hand over (unreadable file, encrypted or oversized ZIP member). */
export interface IncomingFailure {
  name: string;
  error: DomainError;
}

export type IncomingInstance = IncomingBytes | IncomingFailure;

/** An instance whose header could be read and whose bytes are in the blob store. */
export interface StorableInstance {
  kind: 'storable';
  name: string;
  header: InstanceHeader;
  /** DICOM JSON without bulk data, `null` when too large to keep beside the row. */
  headerJson: Record<string, unknown> | null;
  /** What a search tells of the instance's study and series. */
  queryAttributes: LevelAttributes;
  contentHash: ContentHash;
  /** Whether other files, by their content hashes, hold the same data set; filled in where filing has to know. */
  comparisons?: ReadonlyMap<ContentHash, boolean>;
  bytes: number;
  /** What the object breaks and is stored all the same, where somebody asked. */
  warningReason?: number;
}

/** The UIDs of an object whose header could be read. */
export type InstanceIdentity = Pick<
  InstanceHeader,
  'sopInstanceUid' | 'sopClassUid' | 'studyInstanceUid' | 'seriesInstanceUid'
>;

/** An object that cannot be stored, whatever else is stored already. */
export interface UnstorableObject {
  kind: 'unstorable';
  name: string;
  error: DomainError;
  identity: InstanceIdentity | null;
  /** `null` when the source could not hand over any bytes. */
  contentHash: ContentHash | null;
  bytes: number;
  /** Whether the bytes were put into the blob store. */
  kept: boolean;
}

export type ExaminedInstance = StorableInstance | UnstorableObject;
