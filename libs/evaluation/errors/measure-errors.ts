import { PERSON_MARGIN, type ReportSentence, verifySentences } from '@wetread/reporting';
import { NothingToMeasure } from '../data/evaluation-error';
import { meanOf } from '../measures/auroc';
import { type Figure, figureOf, resampleGroups, type Statistic } from '../measures/bootstrap';
import type { Bench } from '../reading/bench';
import { type Catch, catchOf, type Verify } from './caught';
import { type ErrorKind, errorKindNames } from './error-kind';
import type { FaithfulDraft } from './faithful-draft';
import { filmTexts } from './film-drafts';
import { plantError } from './plant-error';
import { readWrittenReports, type Reference } from './written-reports';
import type { WordingHalf } from './wordings/wording-halves';

/** Errors of one kind: how many texts had a place for one, and how many were seen. */
interface KindRow {
  readonly kind: ErrorKind;
  readonly planted: number;
  /** Flagged at the sentence that is wrong. */
  readonly flagged: Figure;
  /** Flagged as what it is. */
  readonly named: Figure;
}

interface HalfReport {
  readonly kinds: readonly KindRow[];
  /** Mean over the kinds. */
  readonly flagged: Figure;
  /** Mean over the kinds that the plan names: negation, side, false prior, wrong finding. */
  readonly flaggedOfPlan: Figure;
}

/** Flags at texts in which nothing was planted. */
interface FalseAlarms {
  readonly texts: number;
  readonly sentences: number;
  /** Share of sentences with a flag, and of texts with at least one. */
  readonly ofSentences: Figure;
  readonly ofTexts: Figure;
  readonly byCode: Readonly<Record<string, number>>;
}

/** One kind of text: drafts of films, or reports that people wrote. */
export interface TextReport {
  readonly name: string;
  readonly falseAlarms: FalseAlarms;
  readonly halves: Readonly<Record<WordingHalf, HalfReport>>;
}

/** What another margin would do to texts that are held against a head that errs. */
interface MarginRow {
  /** In logits. */
  readonly margin: number;
  readonly falseAlarms: FalseAlarms;
  readonly flagged: Figure;
}

export interface ErrorsReport {
  readonly texts: readonly TextReport[];
  readonly margins: readonly MarginRow[];
  /** The one that the product uses. */
  readonly margin: number;
}

const planKinds: ReadonlySet<ErrorKind> = new Set([
  'finding-denied',
  'denial-turned',
  'side-swapped',
  'false-comparison',
  'finding-replaced',
  'finding-added',
]);
const MARGINS = [0, 0.5, 1, 1.25, 1.5, 2];

/** Plants every kind of error into every text that has a place for it, and looks what the verifier says. */
export async function measureErrors(bench: Bench): Promise<ErrorsReport> {
  const { drafts, labelled } = await filmTexts(bench);
  if (drafts.length === 0) throw new NothingToMeasure('errors', 'no film was read');
  const { data, split, limit } = bench;
  const written = (reference: Reference): Promise<FaithfulDraft[]> =>
    readWrittenReports(data, split, limit, reference);
  return {
    texts: [
      measureTexts('drafts of NIH films', drafts, bench),
      measureTexts(
        'reports by radiologists, held against coders and CheXpert where they agree',
        await written('agreed'),
        bench,
      ),
      measureTexts('the same, held against the coders alone', await written('coders'), bench),
      measureTexts('what NIH labelled, held against the head', labelled, bench),
    ],
    margins: MARGINS.map((margin) => {
      const { falseAlarms, halves } = measureTexts('', labelled, bench, { margin });
      return { margin, falseAlarms, flagged: halves['held-out'].flagged };
    }),
    margin: PERSON_MARGIN,
  };
}

/** One kind of text under one setting of the verifier. */
export function measureTexts(
  name: string,
  drafts: readonly FaithfulDraft[],
  { rounds, seed }: Pick<Bench, 'rounds' | 'seed'>,
  options: Parameters<typeof verifySentences>[2] = {},
): TextReport {
  const verify: Verify = (sentences, film) => verifySentences(sentences, film, options);
  const untouched = drafts.map(({ sentences, film, against = film }) => verify(sentences, against));
  const groups = drafts.map(({ group }) => group);
  const resamples = resampleGroups(groups, rounds, seed);
  const figure: Draw = (statistic) => figureOf(statistic, resamples);
  const half = (which: WordingHalf): HalfReport => {
    const caught = errorKindNames.map((kind) => ({
      kind,
      catches: drafts.map((draft, at) => {
        const error = plantError(draft, kind, which, seed);
        return error && catchOf(error, untouched[at]!, verify);
      }),
    }));
    return halfReport(
      caught.filter(({ catches }) => catches.some((one) => one !== null)),
      figure,
    );
  };
  return {
    name,
    falseAlarms: falseAlarmsOf(untouched, figure),
    halves: { open: half('open'), 'held-out': half('held-out') },
  };
}

type Draw = (statistic: Statistic) => Figure;

function halfReport(
  caught: readonly { readonly kind: ErrorKind; readonly catches: readonly (Catch | null)[] }[],
  figure: Draw,
): HalfReport {
  const rows = caught.map(({ kind, catches }) => ({
    kind,
    planted: catches.filter((one) => one !== null).length,
    flagged: shareOf(catches, (one) => one.flagged),
    named: shareOf(catches, (one) => one.named),
  }));
  return {
    kinds: rows.map((row) => ({ ...row, flagged: figure(row.flagged), named: figure(row.named) })),
    flagged: figure(meanOf(rows.map(({ flagged }) => flagged))),
    flaggedOfPlan: figure(
      meanOf(rows.filter(({ kind }) => planKinds.has(kind)).map(({ flagged }) => flagged)),
    ),
  };
}

function falseAlarmsOf(texts: readonly (readonly ReportSentence[])[], figure: Draw): FalseAlarms {
  const flagged = texts.map((sentences) => sentences.filter(isFlagged).length);
  const lengths = texts.map((sentences) => sentences.length);
  const byCode: Record<string, number> = {};
  for (const { code } of texts.flat().flatMap(({ flags }) => flags)) byCode[code] = (byCode[code] ?? 0) + 1;
  const all = texts.map(() => 1);
  return {
    texts: texts.length,
    sentences: texts.flat().length,
    ofSentences: figure(ratio(flagged, lengths)),
    ofTexts: figure(
      ratio(
        flagged.map((count) => Number(count > 0)),
        all,
      ),
    ),
    byCode,
  };
}

const isFlagged = ({ flags }: ReportSentence): boolean => flags.length > 0;

const shareOf = (caught: readonly (Catch | null)[], met: (one: Catch) => boolean): Statistic =>
  ratio(
    caught.map((one) => Number(one !== null && met(one))),
    caught.map((one) => Number(one !== null)),
  );

const ratio =
  (counts: readonly number[], of: readonly number[]): Statistic =>
  (weights) => {
    let count = 0;
    let total = 0;
    for (let row = 0; row < of.length; row++) {
      count += weights[row]! * counts[row]!;
      total += weights[row]! * of[row]!;
    }
    return count / total;
  };
