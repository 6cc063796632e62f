import { Injectable } from '@nestjs/common';
import { DicomObject } from '@wetread/dicom';
import { type ContentHash, DomainError } from '@wetread/kernel';
import { AppConfig, BlobStore, Logger } from '@wetread/platform';
import { dataSetHash } from '../domain/data-set-hash';
import type { StorableInstance } from '../domain/incoming';
import type { PlacedInstance } from '../domain/placement';

/** An instance and what is stored under its UID with other bytes. */
export interface UndecidedPair {
  instance: StorableInstance;
  stored: PlacedInstance;
}

/** Ends a transaction that cannot go on before files have been read. */
export class ComparisonNeeded extends Error {
  constructor(readonly pairs: readonly UndecidedPair[]) {
    super('objects have UIDs that are taken by other bytes');
  }
}

/** Reads stored files again to tell whether they hold one data set. Never inside a transaction: they may be long. */
@Injectable()
export class CompareDataSets {
  constructor(
    private readonly blobs: BlobStore,
    private readonly config: AppConfig,
    private readonly logger: Logger,
  ) {}

  /** Tells each instance what came out. @throws what the disk does to the instance's own bytes */
  async execute(pairs: readonly UndecidedPair[]): Promise<void> {
    for (const { instance, stored } of pairs) {
      const isSame = (await this.storedHash(stored)) === (await this.hashOf(instance.contentHash));
      instance.comparisons = new Map(instance.comparisons).set(stored.contentHash, isSame);
    }
  }

  /** {@link dataSetHash} of a stored object; `null` when it cannot be read any more. */
  async hashOrNull(contentHash: ContentHash): Promise<ContentHash | null> {
    try {
      return await this.hashOf(contentHash);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.logger.error({ error, contentHash }, 'a stored object cannot be compared with another');
      return null;
    }
  }

  private async storedHash({ contentHash, dataSetHash: known }: PlacedInstance): Promise<ContentHash | null> {
    return known ?? this.hashOrNull(contentHash);
  }

  private async hashOf(contentHash: ContentHash): Promise<ContentHash> {
    const blob = await this.blobs.open(contentHash);
    try {
      const { inflatedBytes } = this.config.limits;
      return await dataSetHash(await DicomObject.read(blob, { inflatedBytes }), blob);
    } finally {
      await blob.close();
    }
  }
}
