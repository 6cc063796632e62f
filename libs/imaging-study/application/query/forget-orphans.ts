import { Injectable } from '@nestjs/common';
import type { ContentHash, StudyInstanceUid } from '@wetread/kernel';
import { BlobStore, Database } from '@wetread/platform';
import { InstanceRegister } from '../../domain/instance-register';
import { ObjectDeletion } from '../../domain/query/object-deletion';

/**
 * Deletes blobs that nothing refers to any more. Called after the commit that let go of them, so that a crash leaves
 * bytes without a row and never a row without bytes.
 */
@Injectable()
export class ForgetOrphans {
  constructor(
    private readonly database: Database,
    private readonly register: InstanceRegister,
    private readonly deletion: ObjectDeletion,
    private readonly blobs: BlobStore,
  ) {}

  /**
   * Under the study's lock: who sends the object again at this moment is seen by one of the two sides.
   * @param studyInstanceUid what the bytes themselves name as their study
   */
  async execute(studyInstanceUid: StudyInstanceUid, hashes: readonly ContentHash[]): Promise<void> {
    await this.database.transaction(async () => {
      await this.register.lock([studyInstanceUid]);
      for (const hash of await this.deletion.orphansAmong(studyInstanceUid, hashes))
        await this.blobs.delete(hash);
    });
  }
}
