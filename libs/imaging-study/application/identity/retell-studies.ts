import { Injectable } from '@nestjs/common';
import type { AuditActor } from '@wetread/audit';
import type { DicomJson } from '@wetread/dicom';
import type { StudyInstanceUid } from '@wetread/kernel';
import {
  type Demographics,
  differencesBetween,
  mayBeOnePerson,
  overlaid,
} from '../../domain/identity/demographics';
import type { IdentitySource } from '../../domain/identity/identity-note';
import { PatientRegistry, type StudyPatient } from '../../domain/identity/patient-registry';
import { QueryIndex } from '../../domain/query/query-index';
import { NoteIdentity } from './note-identity';

/** Who told it, and when. */
export interface Telling {
  source: IdentitySource;
  actor: AuditActor;
  at: Date;
}

/** Lets studies say of their patient what HL7 told, where nothing speaks against it; in the surrounding transaction. */
@Injectable()
export class RetellStudies {
  constructor(
    private readonly registry: PatientRegistry,
    private readonly index: QueryIndex,
    private readonly noteIdentity: NoteIdentity,
  ) {}

  /** @returns which were changed, and how many were left as they were on doubt */
  async execute(
    studies: readonly StudyPatient[],
    telling: Telling,
  ): Promise<{ changed: StudyInstanceUid[]; withheld: number }> {
    const outcomes = { changed: [] as StudyInstanceUid[], withheld: 0 };
    for (const study of studies) {
      const outcome = await this.retell(study, telling);
      if (outcome === 'changed') outcomes.changed.push(study.studyInstanceUid);
      if (outcome === 'withheld') outcomes.withheld += 1;
    }
    return outcomes;
  }

  private async retell(
    { studyInstanceUid, demographics: held, patient }: StudyPatient,
    { source, actor, at }: Telling,
  ): Promise<'changed' | 'withheld' | null> {
    const differences = differencesBetween(held, patient.told);
    const note = { studyInstanceUid, differences, source };
    // Without an issuer, one number may be two hospitals' patients.
    if (patient.identity.issuer === null && !mayBeOnePerson(differences)) {
      await this.noteIdentity.execute({ ...note, kind: 'update-withheld' }, patient.id, actor, at);
      return 'withheld';
    }
    const told = overlaid(held, patient.told);
    if (isEqual(told, held)) return null;
    await this.registry.saveStudyDemographics(studyInstanceUid, told);
    await this.index.correctStudy(studyInstanceUid, attributesOf(told));
    if (differences.length > 0) {
      await this.noteIdentity.execute({ ...note, kind: 'demographics-updated' }, patient.id, actor, at);
    }
    return 'changed';
  }
}

const isEqual = (a: Demographics, b: Demographics): boolean =>
  a.patientName === b.patientName && a.birthDate === b.birthDate && a.sex === b.sex;

const GROUPS = ['Alphabetic', 'Ideographic', 'Phonetic'] as const;

/** Patient attributes as DICOM JSON (PS3.18 F.2). */
function attributesOf({ patientName, birthDate, sex }: Demographics): DicomJson {
  const groups = (patientName ?? '').split('=');
  const name = Object.fromEntries(
    GROUPS.flatMap((group, index) => (groups[index] ? [[group, groups[index]]] : [])),
  );
  return {
    ...(patientName && { '00100010': { vr: 'PN', Value: [name] } }),
    ...(birthDate && { '00100030': { vr: 'DA', Value: [birthDate.replaceAll('-', '')] } }),
    ...(sex && { '00100040': { vr: 'CS', Value: [sex] } }),
  };
}
