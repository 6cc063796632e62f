import { Injectable } from '@nestjs/common';
import type { AuditActor } from '@wetread/audit';
import { differencesBetween } from '../../domain/identity/demographics';
import { PatientRegistry, type StudyPatient } from '../../domain/identity/patient-registry';
import type { StorableInstance } from '../../domain/incoming';
import type { StoreSource } from '../../domain/store-outcome';
import { FollowSurvivor } from './follow-survivor';
import { NoteIdentity } from './note-identity';
import { RetellStudies } from './retell-studies';

/**
 * What instances say of their patient against what their study says: the study keeps what came first and a reader is
 * told, unless HL7 told better. In the transaction that stores them, after their rows are there.
 */
@Injectable()
export class ReconcileIdentity {
  constructor(
    private readonly registry: PatientRegistry,
    private readonly noteIdentity: NoteIdentity,
    private readonly retellStudies: RetellStudies,
    private readonly followSurvivor: FollowSurvivor,
  ) {}

  /** @returns instances of which a search tells another patient than they do */
  async execute(
    fresh: readonly StorableInstance[],
    source: StoreSource,
    at: Date,
  ): Promise<ReadonlySet<StorableInstance>> {
    const otherwise = new Set<StorableInstance>();
    if (fresh.length === 0) return otherwise;
    const uids = [...new Set(fresh.map(({ header }) => header.studyInstanceUid))];
    const actor: AuditActor = { kind: source.kind === 'import' ? 'system' : 'device', id: source.peer };
    const studies = await this.registry.studies(uids);
    for (const study of studies) {
      const told = fresh.filter(({ header }) => header.studyInstanceUid === study.studyInstanceUid);
      await this.compare(study, told, { source, actor, at });
      const current = study.patient.identity.patientId;
      const retired = told.filter(({ header }) => (header.patient.patientId ?? current) !== current);
      const differing = told.filter(
        ({ header }) => differencesBetween(study.demographics, header.patient).length > 0,
      );
      for (const instance of [...retired, ...differing]) otherwise.add(instance);
      if (retired.length > 0) {
        await this.followSurvivor.execute(study, { source, actor, at });
      }
    }
    const { changed } = await this.retellStudies.execute(studies, { source, actor, at });
    for (const instance of fresh)
      if (changed.includes(instance.header.studyInstanceUid)) otherwise.add(instance);
    return otherwise;
  }

  private async compare(
    { studyInstanceUid, demographics, patient }: StudyPatient,
    instances: readonly StorableInstance[],
    { source, actor, at }: { source: StoreSource; actor: AuditActor; at: Date },
  ): Promise<void> {
    const noted = new Set<string>();
    for (const { header } of instances) {
      const differences = differencesBetween(demographics, header.patient);
      const key = JSON.stringify(differences);
      if (differences.length === 0 || noted.has(key)) continue;
      noted.add(key);
      const note = { kind: 'demographics-differ' as const, studyInstanceUid, differences, source };
      await this.noteIdentity.execute(note, patient.id, actor, at);
    }
  }
}
