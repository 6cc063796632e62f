import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Transactional } from '@wetread/platform';
import {
  PatientMergeCyclic,
  PatientMergedElsewhere,
  PatientMergedWithItself,
} from '../../domain/identity/identity-errors';
import type { PatientIdentity } from '../../domain/identity/patient-identity';
import { identityKey, PatientRegistry, type RegisteredPatient } from '../../domain/identity/patient-registry';
import { FollowSurvivor } from './follow-survivor';
import { RetellStudies, type Telling } from './retell-studies';

export interface MergePatientsCommand {
  survivor: PatientIdentity;
  retired: PatientIdentity;
  by: Omit<Telling, 'at'>;
  /** MSH-10 of the message that told it; `null` when it was none. */
  message: string | null;
}

/**
 * Two identifiers are one person's (ADT^A40): the retired one's studies become the survivor's, and so does whatever
 * comes under it later. Merging into a patient that was itself retired reaches its survivor. Nothing is unmerged
 * automatically. Safe to repeat.
 * @throws PatientMergedWithItself, PatientMergeCyclic, PatientMergedElsewhere
 */
@Injectable()
export class MergePatients {
  constructor(
    private readonly registry: PatientRegistry,
    private readonly retellStudies: RetellStudies,
    private readonly followSurvivor: FollowSurvivor,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @returns our own id of the patient that remains */
  @Transactional()
  async execute({ survivor, retired, by, message }: MergePatientsCommand): Promise<string> {
    if (identityKey(survivor) === identityKey(retired)) throw new PatientMergedWithItself();
    const telling = { ...by, at: this.clock.now() };
    const [into, from] = (await this.registry.lock([survivor, retired], telling.at)) as [
      RegisteredPatient,
      RegisteredPatient,
    ];
    const target = into.mergedInto ?? into.id;
    if (target === from.id) throw new PatientMergeCyclic();
    if (from.mergedInto === target) return target;
    if (from.mergedInto !== null) throw new PatientMergedElsewhere();
    await this.retire(from, target, telling, message);
    return target;
  }

  private async retire(
    from: RegisteredPatient,
    target: string,
    telling: Telling,
    message: string | null,
  ): Promise<void> {
    const moved = (await this.registry.studiesOf(from.id)).map(({ studyInstanceUid }) => studyInstanceUid);
    const { source, at } = telling;
    await this.registry.retire(from.id, target, { by: source.peer, message, at });
    await this.audit.record({
      action: 'patient-merged',
      actor: telling.actor,
      subject: { type: 'patient', id: target },
      details: { retired: from.id, studies: moved.length, message },
    });
    const studies = await this.registry.studies(moved);
    for (const study of studies) await this.followSurvivor.execute(study, telling);
    await this.retellStudies.execute(studies, telling);
  }
}
