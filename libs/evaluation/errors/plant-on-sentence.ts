import type { DecidedFinding, ReportSentence } from '@wetread/reporting';
import { findingVocabulary, type NihFindingCode } from '@wetread/terminology';
import { type Draw, oneOf, sayOf } from './choose';
import type { ErrorKind } from './error-kind';
import { absentIn, type FaithfulDraft, presentIn, speaksOnlyOf } from './faithful-draft';
import { type PlantedError, retold } from './planted-error';
import { changes, comparisons, measurements } from './wordings/added-wordings';
import { fillWording } from './wordings/fill-wording';
import { assertions, bothSides, denials, wrongSides, wrongZones } from './wordings/statement-wordings';
import type { WordingHalf } from './wordings/wording-halves';
import type { SeededRandom } from '../measures/seeded-random';

/** A sentence that speaks of one finding only, and what was decided of it. */
interface Target {
  readonly sentence: ReportSentence;
  readonly finding: DecidedFinding;
}
type Planter = (draft: FaithfulDraft, draw: Draw) => PlantedError | null;

/** Errors made by changing one sentence of the draft. */
const planters: Partial<Record<ErrorKind, Planter>> = {
  'finding-denied': (draft, draw) =>
    retell(draft, 'finding-denied', oneOf(targets(draft, true), draw), ({ finding }) =>
      sayOf(denials, finding, draw, { place: oneSide(finding) ? finding.location.side : '' }),
    ),
  'denial-turned': (draft, draw) =>
    retell(draft, 'denial-turned', oneOf(targets(draft, false), draw), ({ finding }) =>
      sayOf(assertions, finding, draw),
    ),
  'side-swapped': (draft, draw) =>
    retell(draft, 'side-swapped', oneOf(targets(draft, true).filter(saysItsSide), draw), (target) => {
      const side = target.finding.location.side === 'left' ? 'right' : 'left';
      return draw.random.next() < 0.5
        ? swapWords(target.sentence.text, SIDES)
        : sayOf(wrongSides, target.finding, draw, { side });
    }),
  'made-bilateral': (draft, draw) =>
    retell(draft, 'made-bilateral', oneOf(targets(draft, true).filter(saysItsSide), draw), ({ finding }) =>
      sayOf(bothSides, finding, draw),
    ),
  'zone-swapped': (draft, draw) =>
    retell(draft, 'zone-swapped', oneOf(targets(draft, true).filter(hasOuterZone), draw), ({ finding }) => {
      const zone = finding.location.zone === 'upper' ? 'lower' : 'upper';
      return sayOf(wrongZones, finding, draw, { zone, end: zone === 'upper' ? 'apex' : 'base' });
    }),
  'finding-replaced': (draft, draw) => {
    const stranger = oneOf(absentIn(draft), draw);
    return (
      (stranger &&
        retell(draft, 'finding-replaced', oneOf(targets(draft, true), draw), () =>
          sayOf(assertions, stranger, draw),
        )) ??
      null
    );
  },
  'false-comparison': (draft, draw) =>
    draft.film.hasPrior
      ? null
      : retell(draft, 'false-comparison', oneOf(targets(draft, true), draw), ({ sentence }) =>
          extend(oneOf(comparisons[draw.half], draw)!, sentence),
        ),
  'invented-measurement': (draft, draw) =>
    retell(draft, 'invented-measurement', oneOf(targets(draft, true), draw), ({ sentence }) =>
      extend(oneOf(measurements[draw.half], draw)!, sentence),
    ),
  overstated: (draft, draw) =>
    retell(
      draft,
      'overstated',
      oneOf(
        targets(draft, true).filter(({ finding }) => finding.band === 'possible'),
        draw,
      ),
      ({ finding }) => sayOf(assertions, finding, draw),
    ),
  'false-change': plantFalseChange,
};

export function plantOnSentence(
  draft: FaithfulDraft,
  kind: ErrorKind,
  half: WordingHalf,
  random: SeededRandom,
): PlantedError | null {
  return planters[kind]?.(draft, { half, random }) ?? null;
}

/** The draft as if an earlier film had been read, and one sentence that tells another change than was found. */
function plantFalseChange(draft: FaithfulDraft, draw: Draw): PlantedError | null {
  const found = oneOf(changeNames, draw)!;
  const told = oneOf(
    changeNames.filter((change) => change !== found),
    draw,
  )!;
  const findings = draft.film.findings.map((finding) =>
    finding.present ? { ...finding, change: found } : finding,
  );
  return retell(
    { ...draft, film: { findings, hasPrior: true } },
    'false-change',
    oneOf(targets(draft, true), draw),
    ({ sentence }) => extend(oneOf(changes[told][draw.half], draw)!, sentence),
  );
}
const changeNames = Object.keys(changes) as (keyof typeof changes)[];

function retell(
  draft: FaithfulDraft,
  kind: ErrorKind,
  target: Target | undefined,
  say: (target: Target) => string,
): PlantedError | null {
  return target ? retold(draft, kind, target.sentence.id, say(target)) : null;
}

const targets = (draft: FaithfulDraft, present: boolean): Target[] =>
  (present ? presentIn(draft) : absentIn(draft)).flatMap((finding) =>
    draft.sentences
      .filter((sentence) => speaksOnlyOf(sentence, finding.code))
      .map((sentence) => ({ sentence, finding })),
  );

const oneSide = ({ location }: DecidedFinding): boolean =>
  location.side === 'left' || location.side === 'right';
/** "Left" and "right" words of the sentence are those of the finding, so that swapping them makes it wrong. */
const saysItsSide = ({ sentence, finding }: Target): boolean =>
  oneSide(finding) &&
  new RegExp(`\\b${finding.location.side}\\b`, 'i').test(sentence.text) &&
  findingVocabulary[finding.code as NihFindingCode].sided;
const hasOuterZone = ({ finding }: Target): boolean =>
  findingVocabulary[finding.code as NihFindingCode].zoned &&
  (finding.location.zone === 'upper' || finding.location.zone === 'lower');

const SIDES = { left: 'right', right: 'left', Left: 'Right', Right: 'Left' } as const;
const swapWords = (text: string, words: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\b(?:left|right)\b/gi, (word) => words[word] ?? word);
const extend = (wording: string, { text }: ReportSentence): string =>
  `${fillWording(wording, { text: text.replace(/[.\s]+$/, '') })}`;
