import { type Hl7Message, isoDateOf, type Repetition, type Segment } from '@wetread/hl7';
import type { Demographics, PatientIdentity } from '@wetread/imaging-study';
import { personName, told } from './told';
import { wrong } from './message-refused';

/** What PID says. PHI. */
export interface ToldPatient {
  /** At least one, the medical record number first. */
  identities: [PatientIdentity, ...PatientIdentity[]];
  demographics: Demographics;
}

/** CX-5 (table 0203) of numbers that identify a patient to more than one visit, in the order of preference. */
const RECORD_NUMBERS = ['MR', 'PI', 'PT', ''];

const rank = (one: Repetition): number => RECORD_NUMBERS.indexOf(told(one.part(5)) ?? '');

/** Nobody has so many numbers; each is a write, and whoever sends more keeps all others waiting. */
const MOST_IDENTITIES = 100;
/** Repetitions that are looked at to find them, repeated ones among them. */
const MOST_REPETITIONS = 10_000;

/**
 * Patient identifiers of a CX field, each once: medical record and internal numbers before others; social security
 * numbers, licences and accounts are nobody's Patient ID.
 * @throws MessageRefused
 */
export function identitiesIn(
  segment: Segment,
  field: number,
  defaultIssuer: string | null,
): PatientIdentity[] {
  const values = segment.repetitions(field);
  const tooMany = `more than ${MOST_IDENTITIES} identifiers of one patient`;
  if (values.length > MOST_REPETITIONS) throw wrong('dataType', `${segment.name}-${field}`, tooMany);
  const found = values
    .filter((one) => told(one.part(1)) !== null && rank(one) >= 0)
    .sort((a, b) => rank(a) - rank(b))
    .map((one) => ({
      patientId: told(one.part(1)) ?? '',
      issuer: told(one.part(4)) ?? told(one.part(4, 2)) ?? defaultIssuer,
    }));
  const each = new Map(found.map((one) => [JSON.stringify([one.patientId, one.issuer]), one]));
  if (each.size > MOST_IDENTITIES) throw wrong('dataType', `${segment.name}-${field}`, tooMany);
  return [...each.values()];
}

/** @throws MessageRefused without PID or an identifier */
export function toldPatient(
  segment: Segment | null,
  defaultIssuer: string | null,
  occurrence = 1,
): ToldPatient {
  const place = occurrence === 1 ? 'PID' : `PID[${occurrence}]`;
  if (!segment) throw wrong('segmentSequence', place, 'the message has no PID segment');
  const [first, ...more] = identitiesIn(segment, 3, defaultIssuer);
  if (!first) {
    throw wrong(
      'requiredFieldMissing',
      `${place}-3.1`,
      'PID-3 holds no medical record number (CX-5 MR, PI, PT or none)',
    );
  }
  return { identities: [first, ...more], demographics: demographicsIn(segment) };
}

const NAME_GROUPS: Record<string, number> = { A: 0, I: 1, P: 2 };

function nameIn(segment: Segment): string | null {
  const groups = ['', '', ''];
  for (const name of segment.repetitions(5)) {
    const isLegal = ['', 'L', 'D'].includes(told(name.part(7)) ?? '');
    const group = NAME_GROUPS[told(name.part(8)) ?? 'A'] ?? 0;
    if (isLegal && groups[group] === '') groups[group] = personName(name) ?? '';
  }
  return groups.join('=').replace(/=+$/, '') || null;
}

const SEXES: Record<string, string> = { M: 'M', F: 'F', O: 'O', A: 'O' };

const demographicsIn = (segment: Segment): Demographics => ({
  patientName: nameIn(segment),
  birthDate: isoDateOf(segment.field('7')),
  sex: SEXES[told(segment.field('8'))?.toUpperCase() ?? ''] ?? null,
});

/** `APPLICATION^FACILITY`, as audit and journal name a sender. */
export const senderOf = (message: Hl7Message): string =>
  [message.field('MSH-3.1'), message.field('MSH-4.1')].join('^').replace(/\^$/, '');
