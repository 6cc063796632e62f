import { Injectable } from '@nestjs/common';
import { DomainError } from '@wetread/kernel';
import {
  AppConfig,
  BlobStore,
  BlobStoreFull,
  BlobTooLarge,
  DiskReserve,
  type StagedBlob,
} from '@wetread/platform';
import type { IncomingBytes, IncomingInstance, UnstorableObject } from '../domain/incoming';
import { NoRoom, ObjectEmpty, ObjectTooLarge } from '../domain/store-errors';
import { withinReserve } from './within-reserve';

/** An object that has arrived whole and that nobody has looked at yet. */
export interface ReceivedObject {
  kind: 'received';
  name: string;
  staged: StagedBlob;
  announced: IncomingBytes['announced'];
}

/** Takes the bytes of one incoming object in, in the order of the source; memory does not grow with them. */
@Injectable()
export class ReceiveBody {
  constructor(
    private readonly config: AppConfig,
    private readonly blobs: BlobStore,
    private readonly disk: DiskReserve,
  ) {}

  /**
   * Ends when the body has been read, so that the source may hand over the next one.
   * @throws what breaks the source itself off
   */
  async execute(incoming: IncomingInstance): Promise<ReceivedObject | UnstorableObject> {
    const { name } = incoming;
    if ('error' in incoming) return withoutBytes(name, incoming.error);
    try {
      const { instanceBytes } = this.config.limits;
      const body = withinReserve(incoming.body, this.disk, instanceBytes);
      const staged = await this.blobs.stage(body, instanceBytes);
      if (staged.size > 0) return { kind: 'received', name, staged, announced: incoming.announced };
      await staged.discard();
      return withoutBytes(name, new ObjectEmpty());
    } catch (error) {
      return withoutBytes(name, refusalOf(error));
    }
  }
}

/** What a failure of the blob store means to the sender. What has no name is nobody's result, and thrown. */
export function refusalOf(error: unknown): DomainError {
  if (error instanceof BlobTooLarge) return new ObjectTooLarge(error.limit);
  if (error instanceof BlobStoreFull) return new NoRoom({ cause: error });
  if (error instanceof DomainError) return error;
  throw error;
}

/** An object of which nothing is there to be looked at. */
export const withoutBytes = (name: string, error: DomainError): UnstorableObject => ({
  kind: 'unstorable',
  name,
  error,
  identity: null,
  contentHash: null,
  bytes: 0,
  kept: false,
});
