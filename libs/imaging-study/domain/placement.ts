import type { ContentHash, SeriesInstanceUid, SopInstanceUid, StudyInstanceUid } from '@wetread/kernel';
import {
  DifferentBytesUnderSameUid,
  SeriesInOtherStudy,
  SopInstanceElsewhere,
  StudyOfOtherPatient,
  type StoreRefusal,
} from './store-errors';

/** What decides whether an instance may take its place in Patient > Study > Series > Instance. */
export interface Placeable {
  sopInstanceUid: SopInstanceUid;
  seriesInstanceUid: SeriesInstanceUid;
  studyInstanceUid: StudyInstanceUid;
  dataSetHash: ContentHash;
  patient: { patientId: string | null; issuerOfPatientId: string | null };
}

/** What is stored already under the UIDs that a group of instances names. */
export interface Occupied {
  instances: Map<string, Omit<Placeable, 'patient'>>;
  /** Series UID to the UID of its study. */
  series: Map<string, string>;
  /** Study UID to its patient. */
  studies: Map<string, Placeable['patient']>;
}

export type Placement = { kind: 'new' } | { kind: 'duplicate' } | { kind: 'conflict'; error: StoreRefusal };

const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b;

function conflictOf(candidate: Placeable, occupied: Occupied): StoreRefusal | null {
  const studyOfSeries = occupied.series.get(candidate.seriesInstanceUid);
  if (studyOfSeries !== undefined && studyOfSeries !== candidate.studyInstanceUid) {
    return new SeriesInOtherStudy(candidate.seriesInstanceUid);
  }
  const patient = occupied.studies.get(candidate.studyInstanceUid);
  if (
    patient &&
    (differ(patient.patientId, candidate.patient.patientId) ||
      differ(patient.issuerOfPatientId, candidate.patient.issuerOfPatientId))
  ) {
    return new StudyOfOtherPatient(candidate.studyInstanceUid);
  }
  return null;
}

/**
 * Decides one instance and, when it is new, marks its UIDs as taken for those that follow in the group.
 * Equality is that of {@link dataSetHash}: file meta information and framing change with every hop.
 */
export function place(candidate: Placeable, occupied: Occupied): Placement {
  const stored = occupied.instances.get(candidate.sopInstanceUid);
  if (stored) {
    if (stored.dataSetHash === candidate.dataSetHash) return { kind: 'duplicate' };
    const samePlace =
      stored.studyInstanceUid === candidate.studyInstanceUid &&
      stored.seriesInstanceUid === candidate.seriesInstanceUid;
    const Refusal = samePlace ? DifferentBytesUnderSameUid : SopInstanceElsewhere;
    return { kind: 'conflict', error: new Refusal(candidate.sopInstanceUid) };
  }
  const error = conflictOf(candidate, occupied);
  if (error) return { kind: 'conflict', error };
  occupied.instances.set(candidate.sopInstanceUid, candidate);
  occupied.series.set(candidate.seriesInstanceUid, candidate.studyInstanceUid);
  if (!occupied.studies.has(candidate.studyInstanceUid)) {
    occupied.studies.set(candidate.studyInstanceUid, candidate.patient);
  }
  return { kind: 'new' };
}
