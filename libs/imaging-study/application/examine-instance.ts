import { Injectable } from '@nestjs/common';
import { DicomObject } from '@wetread/dicom';
import { contentHash, DomainError } from '@wetread/kernel';
import { AppConfig, BlobStore } from '@wetread/platform';
import { dataSetHash } from '../domain/data-set-hash';
import type {
  ExaminedInstance,
  IncomingBytes,
  IncomingInstance,
  InstanceIdentity,
  UnstorableObject,
} from '../domain/incoming';
import { Quarantine } from '../domain/quarantine';
import { storableJson } from '../domain/storable-json';
import { AnnouncedOtherwise, ObjectEmpty, ObjectTooLarge, StudyMismatch } from '../domain/store-errors';

/** What a request as a whole demands of its instances. */
export interface Expectation {
  studyInstanceUid?: string;
}

/**
 * Reads one incoming object and puts its bytes where they will stay, before any transaction begins: the blob of
 * an instance that then fails to commit is an orphan under its hash, never a loss.
 */
@Injectable()
export class ExamineInstance {
  constructor(
    private readonly config: AppConfig,
    private readonly blobs: BlobStore,
    private readonly quarantine: Quarantine,
  ) {}

  async execute(incoming: IncomingInstance, expectation: Expectation): Promise<ExaminedInstance> {
    if ('error' in incoming) return withoutBytes(incoming.name, incoming.error);
    const { name, bytes } = incoming;
    if (bytes.byteLength === 0) return withoutBytes(name, new ObjectEmpty());
    const limit = this.config.limits.instanceBytes;
    if (bytes.byteLength > limit) return withoutBytes(name, new ObjectTooLarge(limit));
    const object = this.parse(bytes);
    if (object instanceof DomainError) return this.keepAside(incoming, object, null);
    const { header } = object;
    const refusal = contradiction(header, incoming, expectation);
    if (refusal) return this.keepAside(incoming, refusal, header);
    const { hash } = await this.blobs.put(bytes);
    return {
      kind: 'storable',
      name,
      header,
      headerJson: storableJson(object.toDicomJson()),
      contentHash: hash,
      dataSetHash: dataSetHash(object),
      bytes: bytes.byteLength,
    };
  }

  private parse(bytes: Uint8Array): DicomObject | DomainError {
    try {
      const object = DicomObject.parse(bytes, { inflatedBytes: this.config.limits.inflatedBytes });
      // Interprets the header now: an object without its UIDs is refused here and nowhere later.
      return object.header && object;
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
  }

  private async keepAside(
    { name, bytes }: IncomingBytes,
    error: DomainError,
    identity: InstanceIdentity | null,
  ): Promise<UnstorableObject> {
    const kept = await this.quarantine.hasRoomFor(bytes.byteLength);
    const hash = kept ? (await this.blobs.put(bytes)).hash : contentHash(bytes);
    return { kind: 'unstorable', name, error, identity, contentHash: hash, bytes: bytes.byteLength, kept };
  }
}

function contradiction(
  header: InstanceIdentity,
  { announced }: IncomingBytes,
  { studyInstanceUid }: Expectation,
): DomainError | null {
  if (studyInstanceUid && studyInstanceUid !== header.studyInstanceUid) {
    return new StudyMismatch(header.studyInstanceUid);
  }
  if (!announced) return null;
  if (announced.sopInstanceUid !== header.sopInstanceUid) return new AnnouncedOtherwise('SOPInstanceUID');
  if (announced.sopClassUid !== header.sopClassUid) return new AnnouncedOtherwise('SOPClassUID');
  return null;
}

const withoutBytes = (name: string, error: DomainError): UnstorableObject => ({
  kind: 'unstorable',
  name,
  error,
  identity: null,
  contentHash: null,
  bytes: 0,
  kept: false,
});
