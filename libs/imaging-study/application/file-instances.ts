import { Injectable } from '@nestjs/common';
import { Clock, type DomainError } from '@wetread/kernel';
import { Database, Logger } from '@wetread/platform';
import type {
  ExaminedInstance,
  InstanceIdentity,
  StorableInstance,
  UnstorableObject,
} from '../domain/incoming';
import type { Placement } from '../domain/placement';
import type { Sender } from '../domain/sending-registry';
import { dicomStatusOf } from '../domain/status-of-error';
import { StoringFailed } from '../domain/store-errors';
import { DicomStatus, type StoreResult } from '../domain/store-outcome';
import { PlaceInstances } from './place-instances';
import { type Bringer, StoreLedger } from './store-ledger';

export interface FilingContext extends Bringer {
  sender: Sender;
}

/**
 * Files a group of examined instances in one transaction: rows, audit and outbox together (group commit).
 * Answers after the commit. When the group fails, each instance is tried alone, so that one indigestible row
 * does not take its neighbours down.
 */
@Injectable()
export class FileInstances {
  constructor(
    private readonly database: Database,
    private readonly placeInstances: PlaceInstances,
    private readonly ledger: StoreLedger,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  async execute(group: readonly ExaminedInstance[], context: FilingContext): Promise<StoreResult[]> {
    try {
      return await this.database.transaction(() => this.file(group, context));
    } catch (error) {
      this.logger.warn({ error, instances: group.length }, 'instances could not be filed together');
    }
    const results: StoreResult[] = [];
    for (const instance of group) results.push(await this.fileAlone(instance, context));
    return results;
  }

  private async fileAlone(instance: ExaminedInstance, context: FilingContext): Promise<StoreResult> {
    try {
      return await this.database.transaction(async () => {
        const [result] = await this.file([instance], context);
        return result as StoreResult;
      });
    } catch (error) {
      const { name, contentHash } = instance;
      this.logger.error({ error, contentHash }, 'an instance could not be filed');
      await this.recordFailure(instance, context);
      return refusal(name, new StoringFailed(), identityOf(instance));
    }
  }

  /** A store that broke must not vanish from the trail; when the trail is what broke, the log has it. */
  private async recordFailure(instance: ExaminedInstance, context: FilingContext): Promise<void> {
    try {
      await this.database.transaction(() => this.ledger.failed(instance, context));
    } catch (error) {
      this.logger.error({ error, contentHash: instance.contentHash }, 'a failed store could not be audited');
    }
  }

  private async file(group: readonly ExaminedInstance[], context: FilingContext): Promise<StoreResult[]> {
    const at = this.clock.now();
    const storable = group.filter((instance) => instance.kind === 'storable');
    const placements = await this.placeInstances.execute(storable, context.source, context.sender, at);
    const results: StoreResult[] = [];
    for (const instance of group) results.push(await this.account(instance, placements, context, at));
    const unstorable = group.filter((instance) => instance.kind === 'unstorable');
    for (const equals of alike(unstorable)) await this.ledger.unstorable(equals, context, at);
    return results;
  }

  private async account(
    instance: ExaminedInstance,
    placements: ReadonlyMap<StorableInstance, Placement>,
    context: FilingContext,
    at: Date,
  ): Promise<StoreResult> {
    if (instance.kind === 'unstorable') return refusal(instance.name, instance.error, instance.identity);
    const { name, header } = instance;
    const placement = placements.get(instance);
    if (placement?.kind === 'conflict') {
      await this.ledger.conflicted(instance, placement.error, context, at);
      return refusal(name, placement.error, header);
    }
    if (placement?.kind === 'duplicate') return acceptance(name, 'duplicate', header);
    await this.ledger.received(instance, context);
    return acceptance(name, 'stored', header);
  }
}

/** Equal objects refused for equal reasons are told once with their number: a flood of junk must not flood the trail. */
function alike(objects: readonly UnstorableObject[]): UnstorableObject[][] {
  const groups = new Map<string, UnstorableObject[]>();
  for (const object of objects) {
    const key = `${object.error.code} ${object.contentHash}`;
    groups.set(key, [...(groups.get(key) ?? []), object]);
  }
  return [...groups.values()];
}

const identityOf = (instance: ExaminedInstance): InstanceIdentity | null =>
  instance.kind === 'storable' ? instance.header : instance.identity;

const identified = (identity: InstanceIdentity | null) =>
  identity && {
    sopInstanceUid: identity.sopInstanceUid,
    sopClassUid: identity.sopClassUid,
    studyInstanceUid: identity.studyInstanceUid,
  };

const refusal = (name: string, error: DomainError, identity: InstanceIdentity | null): StoreResult => ({
  name,
  outcome: error.status === 'conflict' ? 'conflict' : 'refused',
  ...identified(identity),
  dicomStatus: dicomStatusOf(error),
  code: error.code,
  message: error.message,
});

const acceptance = (
  name: string,
  outcome: 'stored' | 'duplicate',
  identity: InstanceIdentity,
): StoreResult => ({
  name,
  outcome,
  ...identified(identity),
  dicomStatus: DicomStatus.success,
  code: null,
  message: outcome === 'stored' ? 'stored' : 'this very object was stored before',
});
