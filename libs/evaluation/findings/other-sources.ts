import type { FilmInspection } from '@wetread/inference';
import { nihFindingCodes } from '@wetread/terminology';
import { type ChestSource, type OtherChest, readOtherChests } from '../data/other-chests';
import { thin } from '../data/thin';
import { aurocOf } from '../measures/auroc';
import { type Figure, figureOf, resampleGroups } from '../measures/bootstrap';
import { type Rate, rateOf } from '../measures/wilson';
import type { Bench } from '../reading/bench';
import { predictionOf } from '../reading/film-prediction';

/** How well a probability of the model tells the two labels of another source apart, within that source. */
interface OtherSourceRow {
  readonly source: string;
  readonly question: string;
  readonly films: number;
  readonly positives: number;
  readonly auroc: Figure;
}

export interface OtherSourcesReport {
  readonly rows: readonly OtherSourceRow[];
  /** Whether the view that the encoder sees is the one that the Hannover table states. */
  readonly viewAgreement: Rate;
}

/** Labels of other sources that the 14 findings can be asked about. Films of one source only are compared. */
const questions = [
  {
    source: 'kermany',
    title: 'children, one hospital',
    question: 'pneumonia or normal, by the probability of pneumonia',
    scoreOf: (inspection: FilmInspection) => predictionOf(inspection).probabilities.Pneumonia,
  },
  {
    source: 'tb',
    title: 'Montgomery and Shenzhen, 128 px',
    question: 'tuberculosis or normal, by the chance of any finding',
    scoreOf: (inspection: FilmInspection) => chanceOfAny(inspection),
  },
] as const satisfies readonly { source: ChestSource; [key: string]: unknown }[];

export async function measureOtherSources(bench: Bench): Promise<OtherSourcesReport> {
  const rows: OtherSourceRow[] = [];
  for (const { source, title, question, scoreOf } of questions) {
    const { films, inspections } = await inspectSource(bench, source);
    const labels = films.map(({ label }) => label !== 'NORMAL');
    const resamples = resampleGroups(
      films.map(({ patient }) => patient),
      bench.rounds,
      bench.seed,
    );
    rows.push({
      source: title,
      question,
      films: films.length,
      positives: labels.filter(Boolean).length,
      auroc: figureOf(aurocOf(labels, inspections.map(scoreOf)), resamples),
    });
  }
  return { rows, viewAgreement: await measureViews(bench) };
}

/** Held-out films of another source, as the gate's report inspects them too. */
export async function inspectSource(
  bench: Bench,
  source: ChestSource,
): Promise<{ films: OtherChest[]; inspections: FilmInspection[] }> {
  const films = thin(await readOtherChests(bench.data, source, bench.split), bench.limit);
  const inspections = await bench.reader.inspectFiles(
    films.map(({ image }) => image),
    source,
  );
  return { films, inspections };
}

async function measureViews(bench: Bench): Promise<Rate> {
  const { films, inspections } = await inspectSource(bench, 'hannover');
  const told = films.map(({ projection }, row) => ({ projection, seen: inspections[row]!.gate?.view.code }));
  const known = told.filter(({ projection, seen }) => projection !== null && seen !== undefined);
  return rateOf(known.filter(({ projection, seen }) => projection === seen).length, known.length);
}

/** As if findings were independent: only its order matters here. */
function chanceOfAny(inspection: FilmInspection): number {
  const { probabilities } = predictionOf(inspection);
  return 1 - nihFindingCodes.reduce((none, code) => none * (1 - probabilities[code]), 1);
}
