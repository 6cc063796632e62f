import type { SopInstanceUid, StudyInstanceUid } from '@wetread/kernel';
import type { StoredInstance, StoredPatient, StoredStudy, StudyContents } from './stored-study';

/** What the rooms above read of the received studies. */
export abstract class Studies {
  abstract find(studyInstanceUid: StudyInstanceUid): Promise<StoredStudy | null>;
  /**
   * The newest other studies of the same patient that are dated no later than `studyInstanceUid` and have a series of
   * one of `modalities` or of none that is told; by study date and time, undated ones left out. At most `limit`.
   */
  abstract ofSamePatientUntil(
    studyInstanceUid: StudyInstanceUid,
    options: { readonly modalities: readonly string[]; readonly limit: number },
  ): Promise<StoredStudy[]>;
  /** By what a patient was identified before others were merged into it. @param patient our own id */
  abstract retiredIdentities(
    patient: string,
  ): Promise<Pick<StoredPatient, 'patientId' | 'issuerOfPatientId'>[]>;
  /** @throws StudyNotFound */
  abstract contents(studyInstanceUid: StudyInstanceUid): Promise<StudyContents>;
  /** All instances of a study, ordered by series number, instance number, UID; empty for an unknown study. */
  abstract instances(studyInstanceUid: StudyInstanceUid): Promise<StoredInstance[]>;
  /** @throws InstanceNotFound */
  abstract instance(sopInstanceUid: SopInstanceUid): Promise<StoredInstance>;
  /** The Part 10 file, byte for byte as stored. @throws InstanceNotFound */
  abstract instanceBytes(sopInstanceUid: SopInstanceUid): Promise<Buffer>;
  /** The instance's header as DICOM JSON without bulk data (PS3.18 F.2), or `null` when it was too large to keep. */
  abstract instanceHeader(sopInstanceUid: SopInstanceUid): Promise<Record<string, unknown> | null>;
}
