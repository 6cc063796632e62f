import { airspaceFindings, type FindingCode } from '../finding-code';
import type { FindingMention } from '../label-text';
import { type Location, nowhere } from '../place-words';

/**
 * A sentence of our own and how a radiologist reads it. Expectation: finding, then `+` present, `-` absent,
 * `?` uncertain, then `@side/zone` where the sentence gives a place. `clear` stands for the airspace findings
 * that "the lungs are clear" denies. An empty expectation: nothing of this film.
 */
export type GoldSentence = readonly [text: string, expected: string];

const POLARITY = { '+': 'present', '-': 'absent', '?': 'uncertain' } as const;

/** The mentions that an expectation stands for. */
export const goldMentions = (expected: string): FindingMention[] =>
  expected
    .split(' ')
    .filter(Boolean)
    .flatMap((part): FindingMention[] => {
      const [, name, mark, side, zone] = /^(\w+)([-+?])(?:@(\w+)\/(\w+))?$/.exec(part) ?? [];
      if (name === undefined) throw new Error(`not in the notation of gold sentences: ${part}`);
      const polarity = POLARITY[mark as keyof typeof POLARITY];
      const location = side === undefined ? nowhere : ({ side, zone } as Location);
      const implied = name === 'clear';
      const findings = implied ? airspaceFindings : [name as FindingCode];
      return findings.map((finding) => ({ finding, polarity, location, implied }));
    });
