import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import type { StorableInstance } from '../domain/incoming';
import { InstanceRegister } from '../domain/instance-register';
import { place, type Placement } from '../domain/placement';
import { type Sender, SendingRegistry } from '../domain/sending-registry';
import type { StoreSource } from '../domain/store-outcome';
import { CompletionWatch } from './completion-watch';

/** Gives each instance its place in Patient > Study > Series, in the surrounding transaction. */
@Injectable()
export class PlaceInstances {
  constructor(
    private readonly register: InstanceRegister,
    private readonly senders: SendingRegistry,
    private readonly watch: CompletionWatch,
  ) {}

  async execute(
    instances: readonly StorableInstance[],
    source: StoreSource,
    sender: Sender,
    at: Date,
  ): Promise<Map<StorableInstance, Placement>> {
    if (instances.length === 0) return new Map();
    const occupied = await this.register.lockAndLook(instances);
    const placements = new Map(
      instances.map((instance) => {
        const { dataSetHash, header } = instance;
        return [instance, place({ ...header, dataSetHash }, occupied)];
      }),
    );
    await this.senders.touch(sender, studiesOf(instances));
    const fresh = instances.filter((instance) => placements.get(instance)?.kind === 'new');
    if (fresh.length > 0) await this.register.insert(fresh, source, at);
    for (const study of studiesOf(fresh)) await this.watch.askWhenQuiet(study, at);
    return placements;
  }
}

const studiesOf = (instances: readonly StorableInstance[]): StudyInstanceUid[] => [
  ...new Set(instances.map(({ header }) => header.studyInstanceUid)),
];
