import { everyMatch } from './cue-list';
import type { Head } from './head';
import { type Location, nowhere } from './place-words';
import type { Polarity } from './head';

const SIDE = '(?:the )?(?:left|right|other|opposite|contralateral)\\b';
const AT = '(?:in|at|on|over|within|behind|near|overlying)';
const GONE = '(?:resolved|cleared|gone|disappeared|absent|not (?:seen|present|visible)|no longer [a-z]+)';

const SUBJECT_SIDE =
  '(?<!\\b(?:on|in|at|of|to|over|than|from) (?:the )?)(?:the )?(?:left|right)(?:-sided)?(?: (?:one|side))?';

interface EchoWords {
  readonly pattern: RegExp;
  /** What the words themselves say; `null`: what the clause says. */
  readonly polarity: Polarity | null;
}
const echo = (source: string, polarity: Polarity | null): EchoWords => ({
  pattern: new RegExp(`\\b(?:${source})`, 'dg'),
  polarity,
});

/** Words that stand for the finding named before: "effusion on the left, *none* on the right". */
const ECHOES: readonly EchoWords[] = [
  echo(
    `none\\b(?=(?: (?:is|are|was|were))?(?: (?:seen|identified|noted|visible|present|evident))? ${AT}\\b)`,
    'absent',
  ),
  echo('(?<=\\b(?:left|right),? (?:side )?(?:there (?:is|are) )?)none\\b', 'absent'),
  echo(
    '(?<=\\b(?:left|right),? (?:side )?)(?:small|tiny|trace|moderate|large|minimal)(?=\\s*(?:[.,;]|$)| in size\\b)',
    'present',
  ),
  echo(
    '(?<=\\b(?:on|in) the (?:left|right)(?: side)?,? )(?:it|they)(?= (?:has|have|is|are|persists?|remains?)\\b)',
    null,
  ),
  echo(`(?<!\\bif )not(?= (?:in|at|on|over) ${SIDE})`, 'absent'),
  echo(
    `only (?:an? )?(?:very )?(?:trace|tiny|small|minimal|minor|little|minute|subtle|slight)(?: (?:amount|volume|one))?(?= (?:on|at|in) ${SIDE})`,
    'present',
  ),
  echo(`an? (?:trace|little|(?:small|tiny) amount)(?= (?:on|at|in) ${SIDE})`, 'present'),
  echo(
    `(?:and|but|yet) (?<head>(?:(?:has|have|is|are) )?(?:(?:now|since|still|also|already|completely|fully) )*${GONE})(?= (?:on|at|in) ${SIDE})`,
    'absent',
  ),
  echo(
    `(?:and|but|yet) (?<head>(?:(?:is|are) )?(?:still )?(?:persist(?:s|ing|ent)?|remains?|unchanged|present|seen|stable|new)(?: (?:present|unchanged|visible))?)(?= (?:on|at|in) ${SIDE})`,
    'present',
  ),
  echo(
    `${SUBJECT_SIDE}(?= (?:(?:is|are|remains?|appears?) )?(?:[a-z]+ly )?(?:clear|normal|free|spared|unaffected|unremarkable|uninvolved|resolved|gone)\\b)`,
    'absent',
  ),
  echo(
    `${SUBJECT_SIDE}(?= (?:has|persists?|remains?|(?:is|are) (?:[a-z]+ly )?(?:new|unchanged|stable|larger|smaller|small|moderate|large|tiny|improved|increased|decreased|not|no longer|still|similar)\\b))`,
    null,
  ),
  echo('(?<=\\bthere (?:is|are) )(?:one|two|some)\\b(?=\\s*(?:[.,;]|$))', null),
  echo(`(?:that|those|the one)(?= (?:on|in|at) ${SIDE})`, null),
  echo(
    `(?:one|another|the others?|others?|a (?:second|third|further)(?: one)?)\\b(?= (?:(?:is|are|lies|lie|projects|projecting|located|seen) )*${AT}\\b)`,
    null,
  ),
  echo(
    '(?:(?:an?|any|the|very|tiny|small|smaller|larger|second|subtle|minimal|minor|anterior|trace) )+(?:[a-z]+ ){0,2}?ones?\\b',
    null,
  ),
  echo(
    '(?:it|this|these|they|one|such)(?= (?:cannot|can ?not|could not|is not|are not|may|might|could)\\b[^,;]{0,30}\\b(?:excluded|ruled out|missed|overlooked|hidden|obscured|masked|present)\\b)',
    null,
  ),
];

const hasNoPlace = ({ finding }: Head): boolean => finding === 'Cardiomegaly' || finding === 'clear-lungs';

/** The heads of a sentence together with the words that stand for one of them, in order. */
export function withEchoes(sentence: string, heads: readonly Head[]): Head[] {
  const all = [...heads];
  for (const { pattern, polarity } of ECHOES) {
    for (const match of everyMatch(pattern, sentence)) {
      const [start, end] = match.indices?.groups?.head ?? [match.index, match.index + match[0].length];
      const of = heads.findLast((head) => head.end <= start);
      if (of === undefined || of.kind !== 'abnormal' || hasNoPlace(of)) continue;
      if (all.some((other) => start < other.end && end > other.start)) continue;
      all.push({ finding: of.finding, kind: 'abnormal', start, end, echo: { of, polarity } });
    }
  }
  return all.sort((a, b) => a.start - b.start);
}

/** A head, and how its clause speaks of it. */
export interface ReadHead {
  readonly head: Head;
  readonly polarity: Polarity;
  /** At least one: {@link nowhere} where the text gives no place. */
  readonly locations: readonly Location[];
}

/**
 * An echo counts where it says something of its own: a place, a doubt or a denial. It then takes the place of what it
 * stands for, unless that was said of another place: "no effusion, although a small one cannot be excluded".
 */
export function settleEchoes(mentions: readonly ReadHead[]): ReadHead[] {
  const settled = mentions.flatMap((mention) => {
    const { echo } = mention.head;
    if (echo === undefined) return [mention];
    const of = mentions.find(({ head }) => head === echo.of);
    if (of === undefined) return [];
    // "Bilateral effusions, the left small": nothing new.
    if (of.locations[0]?.side === 'bilateral' && of.polarity === mention.polarity) return [];
    if (mention.locations[0] !== nowhere) return [mention];
    return mention.polarity === 'uncertain' && of.polarity !== 'uncertain'
      ? [{ ...mention, locations: of.locations }]
      : [];
  });
  const replaced = new Set(
    settled.flatMap(({ head, polarity, locations }) => {
      const of = head.echo && mentions.find((mention) => mention.head === head.echo?.of);
      if (of === undefined || polarity === 'absent') return [];
      const [said] = of.locations;
      return said === nowhere || isSame(said, locations[0]) ? [of] : [];
    }),
  );
  return settled.filter((mention) => !replaced.has(mention));
}

const isSame = (a: Location | undefined, b: Location | undefined): boolean =>
  a?.side === b?.side && a?.zone === b?.zone;
