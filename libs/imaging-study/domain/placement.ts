import type { ContentHash, SeriesInstanceUid, SopInstanceUid, StudyInstanceUid } from '@wetread/kernel';
import type { Demographics } from './identity/demographics';
import {
  DifferentBytesUnderSameUid,
  SeriesInOtherStudy,
  SopInstanceElsewhere,
  StudyOfOtherPatient,
  type StoreRefusal,
} from './store-errors';

/** What decides whether an instance may take its place in Patient > Study > Series > Instance. */
export interface Placeable extends Claim {
  /** SHA-256 of the Part 10 file. */
  contentHash: ContentHash;
  /** Whether other files, by their content hashes, hold the same data set ({@link dataSetHash}), as far as that is known. */
  comparisons?: ReadonlyMap<ContentHash, boolean>;
}

/** The UIDs that an instance claims, and whose it says to be. */
export interface Claim {
  sopInstanceUid: SopInstanceUid;
  seriesInstanceUid: SeriesInstanceUid;
  studyInstanceUid: StudyInstanceUid;
  patient: { patientId: string | null; issuerOfPatientId: string | null };
}

/** An instance that is stored under its UID, perhaps hidden by a deletion. */
export interface PlacedInstance extends Omit<Placeable, 'patient' | 'comparisons'> {
  isDeleted?: boolean;
  /** {@link dataSetHash}, known of an object whose bytes have been purged. */
  dataSetHash?: ContentHash | null;
}

/** What is known of the patient of a stored study. PHI. */
export interface KnownStudy {
  /** By what the patient is and was identified, the current identity first (docs/identity.md). */
  identities: readonly Placeable['patient'][];
  /** As the study tells them; absent for one that this group makes. */
  demographics?: Demographics;
}

/** The series and studies that are stored already, of those that instances name. */
export interface OccupiedStudies {
  /** Series UID to the UID of its study. */
  series: Map<string, string>;
  studies: Map<string, KnownStudy>;
}

/** What is stored already under the UIDs that a group of instances names. */
export interface Occupied extends OccupiedStudies {
  instances: Map<string, PlacedInstance>;
}

/**
 * `restored`: the very object that was deleted under this UID; it is shown again. `isToldOtherwise`: a search tells
 * something else of the patient than the object does. `undecided`: to be compared with what is stored, and placed again.
 */
export type Placement =
  | { kind: 'new'; isToldOtherwise?: boolean }
  | { kind: 'duplicate' }
  | { kind: 'restored' }
  | { kind: 'undecided'; stored: PlacedInstance }
  | { kind: 'conflict'; error: StoreRefusal };

const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b;

const mayBe = (known: Placeable['patient'], told: Placeable['patient']): boolean =>
  !differ(known.patientId, told.patientId) && !differ(known.issuerOfPatientId, told.issuerOfPatientId);

function conflictOf(candidate: Claim, occupied: OccupiedStudies): StoreRefusal | null {
  const studyOfSeries = occupied.series.get(candidate.seriesInstanceUid);
  if (studyOfSeries !== undefined && studyOfSeries !== candidate.studyInstanceUid) {
    return new SeriesInOtherStudy(candidate.seriesInstanceUid);
  }
  const identities = occupied.studies.get(candidate.studyInstanceUid)?.identities;
  if (identities && !identities.some((identity) => mayBe(identity, candidate.patient))) {
    return new StudyOfOtherPatient(candidate.studyInstanceUid);
  }
  return null;
}

/** Shown again once, whatever a group holds of it. */
function sentAgain(stored: PlacedInstance): Placement {
  if (!stored.isDeleted) return { kind: 'duplicate' };
  stored.isDeleted = false;
  return { kind: 'restored' };
}

/**
 * Decides one instance and, when it is new, marks its UIDs as taken for those that follow in the group. Equal bytes are
 * one object, and so are equal data sets ({@link dataSetHash}): file meta information and framing change with every hop.
 */
export function place(candidate: Placeable, occupied: Occupied): Placement {
  const stored = occupied.instances.get(candidate.sopInstanceUid);
  if (stored) {
    const isSame =
      stored.contentHash === candidate.contentHash || candidate.comparisons?.get(stored.contentHash);
    if (isSame === undefined) return { kind: 'undecided', stored };
    if (isSame) return sentAgain(stored);
    const samePlace =
      stored.studyInstanceUid === candidate.studyInstanceUid &&
      stored.seriesInstanceUid === candidate.seriesInstanceUid;
    const Refusal = samePlace ? DifferentBytesUnderSameUid : SopInstanceElsewhere;
    return { kind: 'conflict', error: new Refusal(candidate.sopInstanceUid) };
  }
  const error = join(candidate, occupied);
  if (error) return { kind: 'conflict', error };
  occupied.instances.set(candidate.sopInstanceUid, candidate);
  return { kind: 'new' };
}

/** Gives a new instance its place in study and series, which are then taken for those that follow; or says why not. */
export function join(claim: Claim, occupied: OccupiedStudies): StoreRefusal | null {
  const error = conflictOf(claim, occupied);
  if (error) return error;
  occupied.series.set(claim.seriesInstanceUid, claim.studyInstanceUid);
  if (!occupied.studies.has(claim.studyInstanceUid)) {
    occupied.studies.set(claim.studyInstanceUid, { identities: [claim.patient] });
  }
  return null;
}
