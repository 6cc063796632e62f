import { Injectable } from '@nestjs/common';
import { isUid, sopInstanceUid } from '@wetread/kernel';
import { BlobStore } from '@wetread/platform';
import {
  type FailedReference,
  FailureReason,
  type SopReference,
} from '../../domain/commitment/storage-commitment';
import { StoredObjects } from '../../domain/query/stored-objects';

/** Says of which instances we cannot answer for: not stored, of another class, or their bytes gone. */
@Injectable()
export class JudgeReferences {
  constructor(
    private readonly objects: StoredObjects,
    private readonly blobs: BlobStore,
  ) {}

  /** The references that failed; empty when we keep them all. */
  async execute(references: readonly SopReference[]): Promise<FailedReference[]> {
    const failed: FailedReference[] = [];
    for (const reference of references) {
      const reason = await this.reason(reference);
      if (reason !== null) failed.push({ ...reference, reason });
    }
    return failed;
  }

  private async reason(reference: SopReference): Promise<number | null> {
    if (!isUid(reference.sopInstanceUid)) return FailureReason.noSuchObjectInstance;
    const scope = { sopInstanceUid: sopInstanceUid(reference.sopInstanceUid) };
    const [instance] = await this.objects.find(scope);
    if (!instance) return FailureReason.noSuchObjectInstance;
    if (instance.sopClassUid !== reference.sopClassUid) return FailureReason.classInstanceConflict;
    return (await this.blobs.has(instance.contentHash)) ? null : FailureReason.processingFailure;
  }
}
