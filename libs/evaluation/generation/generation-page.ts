import { goalsOf, type OverviewRow, plainFigure } from '../overview/overview-row';
import { figure, number, page, percent, rate, table } from '../report/markdown/format';
import type { GenerationReport } from './measure-generation';
import type { Nearness } from './nearest-film';

const LEVELS = { floor: 0.75, aim: 0.85, moonshot: 0.92 };

export function generationPage(report: GenerationReport): string {
  const { model, films, prompts, agreement, byFinding, gate, milliseconds, likeness } = report;
  return page(
    '## Films from text',
    `${model.name} ${model.version}: ${films} films of ${prompts} prompts in words that training has not used, every film from a seed of its own, none chosen. ` +
      `Median ${number(milliseconds.median / 1000, 2)} s, 95th percentile ${number(milliseconds.percentile95 / 1000, 2)} s a film; a shared machine makes these slower.`,
    `Prompt agreement: AUROC of a finding's probability, films prompted with it against all others; mean ${figure(agreement)}. The judge is the film reader on which the generator was conditioned: the figure says that both agree, not that a radiologist would.`,
    table(
      ['Finding', 'AUROC (95 % over prompts)'],
      byFinding.map(({ code, auroc }) => [code.replaceAll('_', ' '), figure(auroc)]),
    ),
    likeness && likenessPage(likeness),
    `A picture whose header and text chunks are stripped is left to the gate, which was not made for this. It accepts, as a film: marked ${rate(gate.marked)}; mark painted over ${rate(gate.markBlanked)}; mark cut off ${rate(gate.markCut)}.`,
  );
}

const likenessPage = ({
  places,
  frechet,
  trainingFilms,
  pixels,
  embedding,
}: NonNullable<GenerationReport['likeness']>): string =>
  page(
    `Fréchet distance to held-out real films in the space of the reader's embedding, ${places} places on each side, real films made as coarse and marked alike: generated ${number(frechet.generated)}, other real films ${number(frechet.real)}.`,
    `Distance (1 - cosine) to the nearest of ${trainingFilms} training films:`,
    table(
      ['', 'Least', '5th percentile', 'Median'],
      [...rowsOf('Pixels (32 x 32)', pixels), ...rowsOf('Embedding', embedding)],
    ),
    `Nearer to a training film than 95 % of held-out films are: ${percent(pixels.nearerThanFifthPercentile)} of generated films by pixels, ${percent(embedding.nearerThanFifthPercentile)} by embedding (chance: 5 %); nearer than any held-out film is: ${percent(pixels.nearerThanAnyHeldOut)} and ${percent(embedding.nearerThanAnyHeldOut)}.`,
  );

const rowsOf = (name: string, { generated, heldOut }: Nearness): string[][] =>
  [
    { whose: 'generated', spread: generated },
    { whose: 'held-out real', spread: heldOut },
  ].map(({ whose, spread }) => [
    `${name}, ${whose}`,
    number(spread.least, 4),
    number(spread.fifthPercentile, 4),
    number(spread.median, 4),
  ]);

export function generationRows({ agreement, likeness }: GenerationReport): OverviewRow[] {
  const rows: OverviewRow[] = [
    {
      task: 'text-to-image',
      metric: 'prompt agreement: AUROC by the findings head',
      unit: 'number',
      measured: agreement,
      beside: [{ name: 'chance', figure: plainFigure(0.5) }],
      goals: goalsOf(agreement, LEVELS),
    },
  ];
  if (likeness === null) return rows;
  return [
    ...rows,
    {
      task: 'text-to-image',
      metric: 'Fréchet distance to held-out films in the encoder space',
      unit: 'number',
      measured: plainFigure(likeness.frechet.generated),
      beside: [{ name: 'other real films', figure: plainFigure(likeness.frechet.real) }],
      goals: [],
    },
    {
      task: 'text-to-image',
      metric: 'generated films nearer to a training film than 95 % of held-out films, by embedding',
      unit: 'share',
      measured: plainFigure(likeness.embedding.nearerThanFifthPercentile),
      beside: [{ name: 'chance', figure: plainFigure(0.05) }],
      goals: [],
    },
  ];
}
