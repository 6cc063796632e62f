import type { StudyInstanceUid } from '@wetread/kernel';
import type { Demographics } from './demographics';
import type { PatientIdentity } from './patient-identity';

export interface RegisteredPatient {
  /** Ours; says nothing about the person, so it may stand in the audit trail. */
  id: string;
  identity: PatientIdentity;
  /** The patient that it was merged into, never itself merged. */
  mergedInto: string | null;
  /** What was told last, by whomever. */
  demographics: Demographics;
  /** What HL7 told, which outranks what objects say; `null` where it told nothing. */
  told: Demographics;
  isNew: boolean;
}

/** A study with what it says of its patient, and what the registry says. */
export interface StudyPatient {
  studyInstanceUid: StudyInstanceUid;
  demographics: Demographics;
  patient: Pick<RegisteredPatient, 'id' | 'identity' | 'told'>;
}

/** Who told a merge, by which message (MSH-10) where it was one, and when. */
export interface MergeTelling {
  by: string;
  message: string | null;
  at: Date;
}

/** Patients by identifier, as identity changes write them. Always inside a transaction. */
export abstract class PatientRegistry {
  /**
   * Locks the patients of these identities, whoever they were merged into, and their studies until the transaction
   * ends; makes those that are not known. In the order of `identities`.
   */
  abstract lock(identities: readonly PatientIdentity[], at: Date): Promise<RegisteredPatient[]>;
  /** One by our own id. */
  abstract byId(id: string): Promise<RegisteredPatient>;
  abstract saveTold(id: string, told: Demographics): Promise<void>;
  /** Retires a patient and whatever was merged into it before; its studies become the survivor's. */
  abstract retire(id: string, survivor: string, told: MergeTelling): Promise<void>;
  abstract studiesOf(id: string): Promise<StudyPatient[]>;
  abstract studies(uids: readonly StudyInstanceUid[]): Promise<StudyPatient[]>;
  abstract saveStudyDemographics(study: StudyInstanceUid, demographics: Demographics): Promise<void>;
}

export const identityKey = ({ patientId, issuer }: PatientIdentity): string =>
  JSON.stringify([patientId, issuer ?? '']);
