import { type NihFindingCode, nihFindingCodes } from '@wetread/terminology';
import { thinByHash } from '../data/held-out';
import { inspectSplit, positivesOf, resamplePatients } from '../findings/predicted-films';
import { type Figure, figureOf, type Resamples } from '../measures/bootstrap';
import { macroF1 } from '../measures/f-measure';
import type { Rate } from '../measures/wilson';
import type { Bench, Headlines } from '../reading/bench';
import { type DraftedFilm, textOf } from '../reading/film-reader';
import { readOpenI } from '../text/open-i-reports';
import { type DraftDependenceRow, measureDraftDependence } from './draft-dependence';
import { type Faithfulness, measureFaithfulness } from './faithfulness';
import { type Language, measureLanguage } from './language';
import { nearestLabels } from './nearest-neighbour';
import { namedTwice, oneNameEach } from './one-shadow';
import { findingsDecided, findingsRead } from './read-back';
import { type Said, type TruthRow, truthRows } from './truth';
import type { NihFilm } from '../data/nih-films';

/** How true the drafts are for one finding, and what copying from the nearest film is. */
interface FindingTruth {
  readonly code: NihFindingCode;
  readonly positives: number;
  readonly drafts: Figure;
  readonly nearest: Figure | null;
}

/** The drafts of a split: what they say, read back, against the head, the labels and the picture. */
export interface DraftsReport {
  readonly films: number;
  readonly patients: number;
  readonly refused: number;
  readonly faithfulness: Faithfulness;
  /** The drafts first, then what they stand beside. */
  readonly truth: readonly TruthRow[];
  readonly perFinding: readonly FindingTruth[];
  /** Empty where only headlines were asked for. */
  readonly dependence: readonly DraftDependenceRow[];
  /** Of the drafts, and of as many reports that people wrote, when these are there. */
  readonly language: readonly Language[];
  /** Sentences in plain words, for no candidate of the decoder said what was asked. */
  readonly plainSentences: number;
  /** Drafts that name one shadow more than once. */
  readonly namedTwice: Rate;
}

const DRAFTS = 'drafts';
export const NEAREST = 'nearest training film';
export const HEAD = 'head at its thresholds';
const CONSTANT = 'constant normal report';

export async function measureDrafts(bench: Bench): Promise<DraftsReport> {
  const sample = await inspectSplit(bench);
  const { films } = sample;
  const drafted = await bench.reader.draftFiles(
    films.map(({ image }) => image),
    `drafts of NIH ${bench.split}`,
  );
  const resamples = resamplePatients(films, bench);
  const drafts: Said = { name: DRAFTS, findings: drafted.map(({ draft }) => findingsRead(draft)) };
  const nearest: Said[] = bench.headlinesOnly
    ? []
    : [{ name: NEAREST, findings: await nearestLabels(sample, bench) }];
  const head: Said = { name: HEAD, findings: drafted.map(({ draft }) => findingsDecided(draft)) };
  const constant: Said = { name: CONSTANT, findings: films.map(() => new Set<never>()) };
  return {
    films: films.length,
    patients: new Set(films.map(({ patient }) => patient)).size,
    refused: drafted.filter(({ reading }) => reading.refusal !== null).length,
    faithfulness: measureFaithfulness(drafted, resamples),
    truth: truthRows(films, drafts, [constant, ...nearest, head, oneNameEach(drafted)], resamples),
    perFinding: nihFindingCodes.map((code) => truthOf(code, films, drafts, nearest[0], resamples)),
    dependence: bench.headlinesOnly ? [] : await measureDraftDependence(films, drafted, resamples, bench),
    language: await languages(drafted, bench),
    plainSentences: drafted
      .flatMap(({ reading }) => reading.sentences)
      .filter(({ wording }) => wording === 'plain').length,
    namedTwice: namedTwice(drafted),
  };
}

function truthOf(
  code: NihFindingCode,
  films: readonly NihFilm[],
  drafts: Said,
  nearest: Said | undefined,
  resamples: Resamples,
): FindingTruth {
  const figure = ({ findings }: Said): Figure =>
    figureOf(
      macroF1([
        {
          truth: films.map(({ labels }) => labels.has(code)),
          decided: findings.map((codes) => codes.has(code)),
        },
      ]),
      resamples,
    );
  return {
    code,
    positives: positivesOf(films, code),
    drafts: figure(drafts),
    nearest: nearest ? figure(nearest) : null,
  };
}

async function languages(drafted: readonly DraftedFilm[], { data }: Bench): Promise<Language[]> {
  const texts = drafted.map(({ draft }) => textOf(draft)).filter((text) => text !== '');
  if (texts.length === 0) return [];
  const own = measureLanguage(DRAFTS, texts);
  if (!(await data.has('text/openi/reports.jsonl'))) return [own];
  const reports = (await readOpenI(data)).filter(
    ({ split, findings }) => split === 'test' && findings !== '',
  );
  const people = thinByHash(reports, ({ uid }) => uid, texts.length).map(
    ({ findings, impression }) => `${findings} ${impression}`,
  );
  return [own, measureLanguage('people (Open-i test reports)', people)];
}

/** The figures that seeds are compared by. */
export const draftsHeadlines = ({ truth: [drafts], faithfulness }: DraftsReport): Headlines => ({
  'draft faithfulness, micro-F1': faithfulness.microF1.value,
  'draft truth, micro-F1': drafts!.microF1.value,
  'draft truth, macro-F1': drafts!.macroF1.value,
});
