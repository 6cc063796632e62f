import { NothingToMeasure } from '../data/evaluation-error';
import { thin } from '../data/thin';
import { type Figure, figureOf, type Resamples, resampleGroups } from '../measures/bootstrap';
import { type Rate, rateOf } from '../measures/wilson';
import type { Bench, Headlines } from '../reading/bench';
import { textOf } from '../reading/film-reader';
import { statementsOf } from './asked-statements';
import { type ClaimedText, constantReports, nearestByClaims } from './baseline-texts';
import { claimsOf } from './claims';
import { type OpenIReport, readOpenI } from './open-i-reports';
import {
  type TextScores,
  type TextStatistics,
  scoreTexts,
  textScoreNames,
  textStatistics,
} from './score-texts';
import { countVerbatim, type Verbatim } from './verbatim';
import { measureSaid, type SaidClaims } from './said-claims';

/** One way to write the reports. */
export interface TextRow {
  readonly name: string;
  readonly scores: TextScores;
  /** The product's scores less these; `null` of the product. */
  readonly difference: TextScores | null;
}

/** Texts of the product beside those of people, given what people found. Intervals are over reports. */
export interface TextReport {
  /** R2Gen's part that the reports are of. */
  readonly part: Bench['split'];
  readonly reports: number;
  /** Reports that claim nothing that the product can say are written as empty texts. */
  readonly withoutClaims: number;
  /** The constant that scored best on the training reports, of how many. */
  readonly constant: { readonly text: string; readonly of: number };
  /** The product first, then the constant, then the reference. */
  readonly rows: readonly TextRow[];
  readonly said: SaidClaims;
  /** Sentences in plain words, for no candidate of the decoder said what was asked. */
  readonly plainSentences: Rate;
  readonly verbatim: Verbatim;
}

const OWN = 'wetread';
const CONSTANT = 'constant normal report';
const NEAREST = 'nearest training report by claims (reference)';

/** The split's reports in R2Gen's division: `test` is reported, `val` chooses. */
export async function measureText(bench: Bench): Promise<TextReport> {
  const all = await readOpenI(bench.data);
  const asked = claimed(
    thin(
      all.filter(({ split, findings }) => split === bench.split && findings !== ''),
      bench.limit,
    ),
  );
  const training = claimed(all.filter(({ split, findings }) => split === 'train' && findings !== ''));
  if (asked.length === 0 || training.length === 0)
    throw new NothingToMeasure('texts', `no report of the parts train and ${bench.split}`);
  const written = await bench.reader.write(
    asked.map(({ claims }) => statementsOf(claims)),
    'texts',
  );
  const texts = written.map((sentences) => textOf({ sentences }));
  const sentences = written.flat();
  const constant = bestConstant(training);
  const systems = [
    { name: OWN, texts },
    { name: CONSTANT, texts: asked.map(() => constant) },
    ...(bench.headlinesOnly ? [] : [{ name: NEAREST, texts: nearestByClaims(asked, training, bench.seed) }]),
  ];
  return {
    part: bench.split,
    reports: asked.length,
    withoutClaims: asked.filter(({ claims }) => claims.length === 0).length,
    constant: { text: constant, of: constantReports.length },
    rows: rowsOf(systems, asked, bench),
    said: measureSaid(asked, texts, resamplesOf(asked, bench)),
    plainSentences: rateOf(sentences.filter(({ wording }) => wording === 'plain').length, sentences.length),
    verbatim: countVerbatim(texts, all.filter(isTraining)),
  };
}

/** What the decoder may have learnt from: all but the parts that choose and report. */
const isTraining = ({ split }: OpenIReport): boolean => split === 'train' || split === null;

const claimed = (reports: readonly OpenIReport[]): ClaimedText[] =>
  reports.map(({ findings }) => ({ text: findings, claims: claimsOf(findings) }));

/** By BLEU-4 on the training reports: nothing is chosen on those that are reported on. */
function bestConstant(training: readonly ClaimedText[]): string {
  const once = new Uint8Array(training.length).fill(1);
  const scored = constantReports.map((text) => {
    const statistics = textStatistics(training.map((report) => ({ text, reference: report.text })));
    return { text, score: statistics.bleu4(once) };
  });
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).text;
}

const resamplesOf = (asked: readonly ClaimedText[], { rounds, seed }: Bench): Resamples =>
  resampleGroups(
    asked.map((_, row) => String(row)),
    rounds,
    seed,
  );

function rowsOf(
  systems: readonly { readonly name: string; readonly texts: readonly string[] }[],
  asked: readonly ClaimedText[],
  bench: Bench,
): TextRow[] {
  const resamples = resamplesOf(asked, bench);
  const statistics = systems.map(({ texts }) =>
    textStatistics(texts.map((text, row) => ({ text, reference: asked[row]!.text }))),
  );
  const own = statistics[0]!;
  return systems.map(({ name }, place) => ({
    name,
    scores: scoreTexts(statistics[place]!, resamples),
    difference: name === OWN ? null : differences(own, statistics[place]!, resamples),
  }));
}

const differences = (own: TextStatistics, other: TextStatistics, resamples: Resamples): TextScores =>
  Object.fromEntries(
    textScoreNames.map((name): [string, Figure] => [
      name,
      figureOf((weights) => own[name](weights) - other[name](weights), resamples),
    ]),
  ) as unknown as TextScores;

/** The figures that seeds are compared by. */
export const textHeadlines = ({ rows: [own], said }: TextReport): Headlines => ({
  'texts, BLEU-4': own!.scores.bleu4.value,
  'texts, ROUGE-L': own!.scores.rougeL.value,
  'texts, CIDEr': own!.scores.cider.value,
  'texts, claims read back, micro-F1': said.microF1.value,
});
