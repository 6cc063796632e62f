import { type GoldSentence, goldMentions, labelText } from '@wetread/labeller';
import { type Figure, figureOf, resampleGroups, type Resamples, type Statistic } from '../measures/bootstrap';
import { microF1 } from '../measures/f-measure';
import { type SpokenCode, spokenCodes, spokenFindings } from './spoken-findings';

/** How the labeller reads one half of the gold sentences. */
export interface GoldLabels {
  readonly half: 'development' | 'held-out';
  readonly sentences: number;
  /** Findings that the sentences name. */
  readonly findings: number;
  /** Micro-F1 of the three tasks of the CheXpert paper (Irvin et al., AAAI 2019). */
  readonly mention: Figure;
  readonly negation: Figure;
  readonly uncertainty: Figure;
  /** Of the findings read with the right status, the share with the right side and third. */
  readonly side: Figure;
  readonly place: Figure;
  /** Sentences read without any fault. */
  readonly faultless: Figure;
}

/** `null` when that half holds no sentence. */
export function goldLabels(
  half: GoldLabels['half'],
  gold: readonly GoldSentence[],
  { rounds, seed }: { readonly rounds: number; readonly seed: number },
): GoldLabels | null {
  if (gold.length === 0) return null;
  const rows = gold.map(([text, expected]) => readRow(text, expected));
  const resamples = resampleGroups(
    rows.map((_, index) => String(index)),
    rounds,
    seed,
  );
  const task = (counts: (polarity: string | undefined) => boolean): Figure =>
    figureOf(microF1(columnsOf(rows, counts)), resamples);
  return {
    half,
    sentences: rows.length,
    findings: rows.reduce((sum, { truth }) => sum + truth.size, 0),
    mention: task((polarity) => polarity !== undefined),
    negation: task((polarity) => polarity === 'absent'),
    uncertainty: task((polarity) => polarity === 'uncertain'),
    side: placed(rows, resamples, 'side'),
    place: placed(rows, resamples, 'zone'),
    faultless: figureOf(
      share(
        rows.map((row) => (isFaultless(row) ? 1 : 0)),
        rows.map(() => 1),
      ),
      resamples,
    ),
  };
}

interface Row {
  readonly truth: ReturnType<typeof spokenFindings>;
  readonly read: ReturnType<typeof spokenFindings>;
}

const readRow = (text: string, expected: string): Row => ({
  truth: spokenFindings(goldMentions(expected)),
  read: spokenFindings(labelText(text)),
});

const columnsOf = (rows: readonly Row[], counts: (polarity: string | undefined) => boolean) =>
  spokenCodes.map((code) => ({
    truth: rows.map(({ truth }) => counts(truth.get(code)?.polarity)),
    decided: rows.map(({ read }) => counts(read.get(code)?.polarity)),
  }));

const agreeing = ({ truth, read }: Row): SpokenCode[] =>
  [...truth].flatMap(([code, { polarity }]) => (read.get(code)?.polarity === polarity ? [code] : []));

function placed(rows: readonly Row[], resamples: Resamples, part: 'side' | 'zone'): Figure {
  const right = rows.map(
    (row) =>
      agreeing(row).filter(
        (code) => row.truth.get(code)!.location[part] === row.read.get(code)!.location[part],
      ).length,
  );
  return figureOf(
    share(
      right,
      rows.map((row) => agreeing(row).length),
    ),
    resamples,
  );
}

function isFaultless(row: Row): boolean {
  const same = agreeing(row).filter((code) => {
    const [truth, read] = [row.truth.get(code)!.location, row.read.get(code)!.location];
    return truth.side === read.side && truth.zone === read.zone;
  });
  return same.length === row.truth.size && row.truth.size === row.read.size;
}

/** Sum of parts over sum of wholes. */
const share =
  (parts: readonly number[], wholes: readonly number[]): Statistic =>
  (weights) => {
    const sum = (values: readonly number[]) =>
      values.reduce((total, value, row) => total + value * weights[row]!, 0);
    return sum(parts) / sum(wholes);
  };
