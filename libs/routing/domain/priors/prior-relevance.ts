/** Which earlier studies are worth fetching, and how much of them. */
export interface PriorRelevance {
  /** Modalities (0008,0060) of which a prior must have one. */
  readonly modalities: readonly string[];
  /** Body part words of which a prior's description or body part holds one; empty: any body part. */
  readonly bodyParts: readonly string[];
  readonly maxAgeYears: number;
  readonly maxStudies: number;
  /** Of all studies of one fetch together. */
  readonly maxBytes: number;
}

/** Chest films of the last five years: what a film is compared with today. */
export const defaultRelevance: PriorRelevance = {
  modalities: ['CR', 'DX', 'RG'],
  bodyParts: [],
  maxAgeYears: 5,
  maxStudies: 3,
  maxBytes: 512 * 1024 * 1024,
};

/** Who someone is said to be; `null`: not told. PHI. */
interface PriorPatient {
  readonly patientId: string | null;
  readonly issuerOfPatientId: string | null;
  readonly patientName: string | null;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | null;
  readonly sex: string | null;
}

/** Whether what is found may belong to the patient who was asked for. */
export type IsSamePatient = (asked: PriorPatient, found: PriorPatient) => boolean;

/** An earlier study as a source tells of it. */
export interface CandidateStudy {
  readonly studyInstanceUid: string;
  /** As answered: what an archive does not tell contradicts nothing. */
  readonly patient: PriorPatient;
  /** `YYYYMMDD`, or `''`. */
  readonly studyDate: string;
  readonly modalitiesInStudy: readonly string[];
  readonly studyDescription: string;
  readonly bodyPartsExamined: readonly string[];
}

/** Whom and what the priors are for. */
export interface PriorsFor {
  readonly studyInstanceUid: string;
  readonly patient: PriorPatient & { readonly patientId: string };
  /** `YYYYMMDD`, or `''` when not known: then the newest studies are taken. */
  readonly studyDate: string;
}

/** The studies to fetch, newest first. */
export function relevantPriors(
  asked: PriorsFor,
  found: readonly CandidateStudy[],
  relevance: PriorRelevance,
  isSamePatient: IsSamePatient,
): CandidateStudy[] {
  const oldest = yearsBefore(asked.studyDate, relevance.maxAgeYears);
  return found
    .filter(({ studyInstanceUid }) => studyInstanceUid !== asked.studyInstanceUid)
    .filter(({ patient }) => isSamePatient(asked.patient, patient))
    .filter(({ studyDate }) => studyDate !== '' && studyDate >= oldest)
    .filter(({ studyDate }) => asked.studyDate === '' || studyDate <= asked.studyDate)
    .filter(({ modalitiesInStudy }) => modalitiesInStudy.some((one) => relevance.modalities.includes(one)))
    .filter((candidate) => hasBodyPart(candidate, relevance.bodyParts))
    .sort((a, b) => b.studyDate.localeCompare(a.studyDate))
    .slice(0, relevance.maxStudies);
}

/** `''`, before which no date is, when there is nothing to count from. */
const yearsBefore = (date: string, years: number): string =>
  date === '' ? '' : `${String(Number(date.slice(0, 4)) - years).padStart(4, '0')}${date.slice(4)}`;

/** A study that names no body part at all may show the right one. */
function hasBodyPart(
  { studyDescription, bodyPartsExamined }: CandidateStudy,
  wanted: readonly string[],
): boolean {
  const told = [studyDescription, ...bodyPartsExamined].filter((text) => text !== '');
  if (wanted.length === 0 || told.length === 0) return true;
  return told.some((text) => wanted.some((word) => text.toUpperCase().includes(word.toUpperCase())));
}
