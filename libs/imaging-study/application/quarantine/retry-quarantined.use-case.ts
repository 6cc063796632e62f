import { Injectable } from '@nestjs/common';
import type { AuditActor } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { BlobStore } from '@wetread/platform';
import type { IncomingInstance } from '../../domain/incoming';
import { ExpectedStudies } from '../../domain/peers/expected-studies';
import { Quarantine, type QuarantinedObject } from '../../domain/quarantine';
import { QuarantinedBytesNotKept } from '../../domain/quarantine-errors';
import type { StoreResult } from '../../domain/store-outcome';
import { StoreInstances } from '../store-instances.use-case';
import { ReleaseFromQuarantine } from './release-from-quarantine';

/**
 * Runs an object that was turned away through the intake again, as if its sender had just brought it: what stood in its
 * way may be gone. What the sender's request demanded of it (an announced UID, one study) is not known any more, so it is
 * judged by what it says itself.
 */
@Injectable()
export class RetryQuarantined {
  constructor(
    private readonly quarantine: Quarantine,
    private readonly blobs: BlobStore,
    private readonly storeInstances: StoreInstances,
    private readonly expected: ExpectedStudies,
    private readonly release: ReleaseFromQuarantine,
    private readonly clock: Clock,
  ) {}

  /**
   * Safe to repeat, also after a crash: what has been stored already is a `duplicate`, and then leaves quarantine too.
   * @throws QuarantinedObjectNotFound, QuarantinedBytesNotKept
   */
  async execute(id: string, by: AuditActor): Promise<StoreResult> {
    const object = await this.quarantine.find(id);
    if (!object.kept || !(await this.blobs.has(object.contentHash))) throw new QuarantinedBytesNotKept();
    const [result] = await this.storeInstances.execute({
      source: object.source,
      actor: by,
      instances: this.bytesOf(object),
      expectation: { patientOfStudy: (study) => this.expected.patientOf(study, this.clock.now()) },
    });
    if (!result) throw new RangeError('one instance went in and no result came out');
    await this.release.execute(object, result, by);
    return result;
  }

  /** Its own name is not known any more, and a hash is no one's. */
  private async *bytesOf({
    nameHash: name,
    contentHash,
  }: QuarantinedObject): AsyncGenerator<IncomingInstance> {
    yield { name, body: this.blobs.stream(contentHash) };
  }
}
