/** How old a prior may be: an older film says what the patient was like, not what has changed of late. */
const PRIOR_YEARS = 5;
/** Studies that are looked through for a film: a draft does not wait for more. */
const PRIORS_ASKED = 3;

/** What tells whether a study is an earlier one of the same patient. */
export interface DatedStudy {
  readonly studyInstanceUid: string;
  /** `YYYY-MM-DD` */
  readonly studyDate: string | null;
  /** `HH:MM:SS`, as far as known. */
  readonly studyTime: string | null;
  readonly patient: {
    readonly patientId: string | null;
    readonly issuerOfPatientId: string | null;
    /** DICOM PN. */
    readonly patientName: string;
    readonly birthDate: string | null;
    readonly sex: string | null;
  };
}

/**
 * The studies that `study` may be compared with, latest first and at most three: the same patient's, no more than five
 * years older.
 * Dates are those of the studies (General Study module, PS3.3 C.7.2.1), never those of arrival; a study without a
 * date is neither earlier nor later.
 */
export function earlierStudies<Study extends DatedStudy>(study: Study, among: readonly Study[]): Study[] {
  return among
    .filter((other) => isSamePatient(study.patient, other.patient) && isEarlier(other, study))
    .sort((a, b) => (momentOf(a) < momentOf(b) ? 1 : -1))
    .slice(0, PRIORS_ASKED);
}

/**
 * Patient IDs of two senders may collide, and "0" or "UNKNOWN" is many people's: a birth date, a sex or a family name
 * that contradicts is another patient until a person says otherwise. A comparison missed is less than a wrong one.
 */
function isSamePatient(a: DatedStudy['patient'], b: DatedStudy['patient']): boolean {
  if (!a.patientId || a.patientId !== b.patientId) return false;
  if ((a.issuerOfPatientId ?? '') !== (b.issuerOfPatientId ?? '')) return false;
  return (
    !contradict(a.birthDate, b.birthDate) &&
    !contradict(a.sex, b.sex) &&
    !contradict(familyName(a.patientName), familyName(b.patientName))
  );
}

const contradict = (a: string | null, b: string | null): boolean => Boolean(a && b && a !== b);

/** First component of the first group (PS3.5 section 6.2.1), without regard to case. */
const familyName = (name: string): string => (name.split(/[\^=]/)[0] ?? '').trim().toUpperCase();

function isEarlier(a: DatedStudy, b: DatedStudy): boolean {
  if (!a.studyDate || !b.studyDate || a.studyInstanceUid === b.studyInstanceUid) return false;
  if (a.studyDate === b.studyDate)
    return a.studyTime !== null && b.studyTime !== null && a.studyTime < b.studyTime;
  return a.studyDate < b.studyDate && a.studyDate >= yearsBefore(b.studyDate, PRIOR_YEARS);
}

const momentOf = ({ studyDate, studyTime }: DatedStudy): string => `${studyDate} ${studyTime ?? ''}`;

/** ISO dates compare as texts; 29 February becomes a day that is none and still compares rightly. */
const yearsBefore = (date: string, years: number): string =>
  `${String(Number(date.slice(0, 4)) - years).padStart(4, '0')}${date.slice(4)}`;
