import { pseudoDenials } from './assertion-cues';
import { clauseSpans } from './clauses';
import { isAsked, isNotOfThisFilm } from './current-film';
import { type ReadHead, settleEchoes, withEchoes } from './echoes';
import { evenWords } from './even-words';
import { airspaceFindings, type FindingCode } from './finding-code';
import { findHeads } from './head';
import { leadingPlace, type Location, nowhere, placesInClause } from './location';
import type { PhraseKind } from './phrases/finding-phrase';
import { polarityOf } from './polarity';
import type { Polarity } from './head';
import { reportedText } from './reported-text';
import { sentenceSpans } from './sentences';

/** One finding as a text speaks of it. */
export interface FindingMention {
  readonly finding: FindingCode;
  readonly polarity: Polarity;
  readonly location: Location;
  /** Denied only in general ("the lungs are clear"), not by name. */
  readonly implied: boolean;
}

/**
 * Reads radiology English and returns every finding that it speaks of, in order, with polarity and place.
 * What belongs to the past, to the question asked or to advice ("history of pneumonia") is left out.
 * Never throws, whatever the text; its work grows with the length of the text and no faster.
 */
export function labelText(text: string): FindingMention[] {
  const reported = reportedText(text);
  return sentenceSpans(reported).flatMap(({ start, end }) =>
    labelSentence(evenWords(reported.slice(start, end).toLowerCase())),
  );
}

function labelSentence(sentence: string): FindingMention[] {
  const heads = withEchoes(sentence, findHeads(sentence));
  if (heads.length === 0) return [];
  // The words that only look like a denial are blanked, so that offsets stay.
  const plain = sentence.replaceAll(pseudoDenials, (words) => '_'.repeat(words.length));
  let opening = '';
  const mentions = clauseSpans(plain).flatMap(({ start, end }) => {
    const clause = plain.slice(start, end);
    const inClause = heads
      .filter((head) => head.start >= start && head.start < end)
      .filter((head) => !isAsked(plain, head, heads))
      .map((origin) => ({
        ...origin,
        origin,
        start: origin.start - start,
        end: Math.min(origin.end, end) - start,
      }))
      .filter((head) => !isNotOfThisFilm(clause, head));
    const places = placesInClause(clause, inClause);
    const lead = leadingPlace(opening);
    opening = inClause.length === 0 ? clause : '';
    return inClause.map((head, index): ReadHead => {
      const [first = nowhere, ...others] = places[index]!;
      return {
        head: head.origin,
        polarity: head.echo?.polarity ?? turned(polarityOf(clause, head, inClause), head.kind),
        locations: first === nowhere && head.finding !== 'Cardiomegaly' ? [lead] : [first, ...others],
      };
    });
  });
  return mergeSigns(settleEchoes(mentions)).flatMap(spoken);
}

/** "Normal" asserted denies the finding; "normal" denied leaves it open. */
function turned(polarity: Polarity, kind: PhraseKind): Polarity {
  if (kind === 'abnormal') return polarity;
  if (kind === 'sign') return polarity === 'absent' ? 'absent' : 'uncertain';
  return polarity === 'present' ? 'absent' : 'uncertain';
}

/** A sign says no more once its finding is named, but for the place: "a blunted left angle from an effusion". */
function mergeSigns(mentions: readonly ReadHead[]): ReadHead[] {
  const isNamed = (sign: ReadHead): boolean =>
    mentions.some(({ head }) => head.finding === sign.head.finding && head.kind === 'abnormal');
  const merged = mentions.filter((mention) => mention.head.kind === 'sign' && isNamed(mention));
  return mentions
    .filter((mention) => !merged.includes(mention))
    .map((mention) => {
      const sign = merged.find(({ head }) => head.finding === mention.head.finding);
      return sign && mention.locations[0] === nowhere ? { ...mention, locations: sign.locations } : mention;
    });
}

function spoken({ head: { finding }, polarity, locations }: ReadHead): FindingMention[] {
  if (finding !== 'clear-lungs')
    return locations.map((location) => ({ finding, polarity, location, implied: false }));
  // "The lungs are not clear" does not say what is there.
  if (polarity !== 'absent') return [];
  return locations.flatMap((location) =>
    airspaceFindings.map((name) => ({ finding: name, polarity, location, implied: true })),
  );
}
