import { spellingsOf } from './name-spelling';

/** Who someone is said to be, beside the identifier. PHI. `null`: not told. */
export interface Demographics {
  /** PN: `Family^Given^Middle^Prefix^Suffix`, groups parted by `=`. */
  patientName: string | null;
  /** `YYYY-MM-DD`. */
  birthDate: string | null;
  /** `M`, `F` or `O`. */
  sex: string | null;
}

type DemographicAttribute = 'PatientName' | 'PatientBirthDate' | 'PatientSex';

/** One attribute that two sources tell differently. PHI. */
export interface DemographicDifference {
  attribute: DemographicAttribute;
  held: string;
  received: string;
}

const wordsIn = (group: string): string =>
  group
    .split(/[\s^]+/)
    .filter(Boolean)
    .sort()
    .join(' ');

/** Components that both tell must be equal; prefix and suffix come and go with the sender and decide nothing. */
function isSameGroup(a: string, b: string): boolean {
  if (wordsIn(a) === wordsIn(b)) return true;
  const [left, right] = [a.split('^').slice(0, 3), b.split('^').slice(0, 3)];
  return left.every((component, index) => component === '' || !right[index] || component === right[index]);
}

function isSpeltAlike(a: string, b: string): boolean {
  const right = b.split('=');
  const shared = a
    .split('=')
    .map((group, index) => [group, right[index] ?? ''] as const)
    .filter(([one, other]) => one !== '' && other !== '');
  return shared.length === 0 || shared.some(([one, other]) => isSameGroup(one, other));
}

/**
 * Whether two names may be one person's name: compared without case, accents, spacing and affixes, by whatever groups
 * (alphabetic, ideographic, phonetic) both tell. Names that share no group say nothing against each other.
 */
export function isSameName(a: string, b: string): boolean {
  const [one, other] = [spellingsOf(a), spellingsOf(b)];
  return isSpeltAlike(one[0], other[0]) || isSpeltAlike(one[1], other[1]);
}

const STATED_SEX = new Set(['M', 'F', 'O']);

/** What two sources tell differently, beyond spelling; what one of them does not tell is no difference. */
export function differencesBetween(held: Demographics, received: Demographics): DemographicDifference[] {
  const pairs = [
    ['PatientName', held.patientName, received.patientName, isSameName],
    ['PatientBirthDate', held.birthDate, received.birthDate, equal],
    ['PatientSex', statedSex(held.sex), statedSex(received.sex), equal],
  ] as const;
  return pairs.flatMap(([attribute, one, other, isSame]) =>
    one && other && !isSame(one, other) ? [{ attribute, held: one, received: other }] : [],
  );
}

const equal = (a: string, b: string): boolean => a === b;
const statedSex = (sex: string | null): string | null => (sex && STATED_SEX.has(sex) ? sex : null);

/**
 * Whether the differences leave one person possible: a marriage changes the name, a correction the birth date; both at
 * once is more often another person under the same number.
 */
export const mayBeOnePerson = (differences: readonly DemographicDifference[]): boolean =>
  !(['PatientName', 'PatientBirthDate'] as const).every((attribute) =>
    differences.some((difference) => difference.attribute === attribute),
  );

/** What is told last, with what it leaves open taken from what was held. */
export const overlaid = (held: Demographics, told: Demographics): Demographics => ({
  patientName: told.patientName || held.patientName,
  birthDate: told.birthDate ?? held.birthDate,
  sex: told.sex ?? held.sex,
});
