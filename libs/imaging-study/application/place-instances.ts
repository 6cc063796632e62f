import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import type { ExaminedInstance, StorableInstance } from '../domain/incoming';
import { InstanceRegister } from '../domain/instance-register';
import { differencesBetween } from '../domain/identity/demographics';
import { type KnownStudy, place, type Placement } from '../domain/placement';
import { type Sender, SendingRegistry } from '../domain/sending-registry';
import type { StoreSource } from '../domain/store-outcome';
import { CompletionWatch } from './completion-watch';
import { ReconcileIdentity } from './identity/reconcile-identity';
import { TakenUids } from './intake/taken-uids';

/** Gives each instance its place in Patient > Study > Series, in the surrounding transaction. */
@Injectable()
export class PlaceInstances {
  constructor(
    private readonly register: InstanceRegister,
    private readonly senders: SendingRegistry,
    private readonly taken: TakenUids,
    private readonly watch: CompletionWatch,
    private readonly reconcileIdentity: ReconcileIdentity,
  ) {}

  /** Locks the studies of instances from several callers at once, in one order. */
  async lock(instances: readonly ExaminedInstance[]): Promise<void> {
    await this.register.lock(studiesOf(instances.filter((instance) => instance.kind === 'storable')));
  }

  async execute(
    instances: readonly StorableInstance[],
    source: StoreSource,
    sender: Sender,
    at: Date,
  ): Promise<Map<StorableInstance, Placement>> {
    if (instances.length === 0) return new Map();
    const occupied = await this.register.lockAndLook(instances);
    const known = new Map(occupied.studies);
    const placements = new Map<StorableInstance, Placement>(
      instances.map((instance) => {
        const { header, contentHash, comparisons } = instance;
        return [instance, place({ ...header, contentHash, ...(comparisons && { comparisons }) }, occupied)];
      }),
    );
    await this.senders.touch(sender, studiesOf(instances));
    const ofKind = (kind: Placement['kind']) =>
      instances.filter((instance) => placements.get(instance)?.kind === kind);
    const [fresh, restored] = [ofKind('new'), ofKind('restored')];
    this.taken.take(fresh.flatMap(({ header }) => [header.sopInstanceUid, header.seriesInstanceUid]));
    if (fresh.length > 0) await this.register.insert(fresh, new Set(known.keys()), source, at);
    if (restored.length > 0) await this.register.restore(restored, at);
    const untold = fresh.filter(({ header }) => !tellsTheSame(known.get(header.studyInstanceUid), header));
    const otherwise = await this.reconcileIdentity.execute(untold, source, at);
    for (const instance of otherwise) placements.set(instance, { kind: 'new', isToldOtherwise: true });
    for (const study of studiesOf([...fresh, ...restored])) await this.watch.askWhenQuiet(study, at);
    return placements;
  }
}

/** Whether the study knows already all that an instance says of the patient: nearly always, and then nothing is asked. */
function tellsTheSame(known: KnownStudy | undefined, { patient }: StorableInstance['header']): boolean {
  if (!known?.demographics) return false;
  const { patientId } = known.identities[0] ?? { patientId: null };
  return (
    (patient.patientId ?? patientId) === patientId &&
    differencesBetween(known.demographics, patient).length === 0
  );
}

const studiesOf = (instances: readonly StorableInstance[]): StudyInstanceUid[] => [
  ...new Set(instances.map(({ header }) => header.studyInstanceUid)),
];
