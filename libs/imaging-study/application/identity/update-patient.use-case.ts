import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Transactional } from '@wetread/platform';
import { type Demographics, differencesBetween, overlaid } from '../../domain/identity/demographics';
import type { PatientIdentity } from '../../domain/identity/patient-identity';
import { PatientRegistry, type RegisteredPatient } from '../../domain/identity/patient-registry';
import { RetellStudies, type Telling } from './retell-studies';

export interface UpdatePatientCommand {
  identity: PatientIdentity;
  /** What is `null` stays as it was. */
  demographics: Demographics;
  by: Omit<Telling, 'at'>;
}

/**
 * An HL7 message told who a patient is: it outranks what objects say, for the studies that are here and those that
 * will come. A retired identity updates its survivor. Safe to repeat: what changes nothing leaves no trace.
 */
@Injectable()
export class UpdatePatient {
  constructor(
    private readonly registry: PatientRegistry,
    private readonly retellStudies: RetellStudies,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @returns our own id of the patient, the surviving one after a merge */
  @Transactional()
  async execute({ identity, demographics, by }: UpdatePatientCommand): Promise<string> {
    const at = this.clock.now();
    const [named] = await this.registry.lock([identity], at);
    const known = named as RegisteredPatient;
    const patient = known.mergedInto ? await this.registry.byId(known.mergedInto) : known;
    const differences = differencesBetween(patient.demographics, demographics);
    await this.registry.saveTold(patient.id, overlaid(patient.told, demographics));
    const studies = await this.registry.studiesOf(patient.id);
    const { changed, withheld } = await this.retellStudies.execute(studies, { ...by, at });
    if (known.isNew || differences.length > 0 || changed.length > 0) {
      await this.audit.record({
        action: 'patient-updated',
        actor: by.actor,
        subject: { type: 'patient', id: patient.id },
        details: {
          attributes: differences.map(({ attribute }) => attribute),
          isNew: known.isNew,
          studies: changed.length,
          withheld,
        },
      });
    }
    return patient.id;
  }
}
