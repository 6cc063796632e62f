import type { RetrievalReport } from '../../retrieval/measure-retrieval';
import type { RetrievalFigure } from '../../retrieval/score-rankings';
import type { Gain, TextToImage } from '../../retrieval/text-to-image';
import { figure, interval, number, page, percent, share, table } from './format';

export const retrievalPage = ({ textToImage, imageToImage }: RetrievalReport): string =>
  page(
    '## Retrieval',
    `${textToImage.phrasesCounted} of ${textToImage.phrases} phrases of our own (the others have no answer among these films) search ${textToImage.films} films. ` +
      'Relevance is graded by label, published box and its extent (`libs/evaluation/retrieval/grade-film.ts`); P and MRR count grade 1, P@5 full only grade 2.',
    systemsTable(textToImage),
    gainsPart(textToImage),
    categoriesTable(textToImage),
    '### Film to film',
    `Each of ${imageToImage.queries} films asks for films like it among other patients (same labels 2, a common one 1).`,
    table(
      ['', 'P@5', 'P@10', 'P@5 full', 'nDCG@10', 'MRR'],
      imageToImage.rows.map(({ name, scores }) => [
        name,
        figure(scores.precisionAt5),
        figure(scores.precisionAt10),
        figure(scores.fullPrecisionAt5),
        figure(scores.ndcgAt10),
        figure(scores.reciprocalRank),
      ]),
    ),
  );

/** Value, then the interval over phrases and that over patients. */
const twice = ({ value, interval95, interval95OverPatients }: RetrievalFigure): string =>
  `${number(value)} (${interval(interval95)}; ${interval(interval95OverPatients)})`;

const systemsTable = ({ systems }: TextToImage): string =>
  table(
    ['Value (95 % over phrases; over patients)', 'P@5', 'P@10', 'P@5 full', 'nDCG@10', 'MRR'],
    systems.map(({ name, scores }) => [
      name,
      twice(scores.precisionAt5),
      twice(scores.precisionAt10),
      twice(scores.fullPrecisionAt5),
      twice(scores.ndcgAt10),
      twice(scores.reciprocalRank),
    ]),
  );

const gain = (name: string, told: Gain | null): string[] =>
  told ? [`${name} ${share(told.gain)} over ${told.over}`] : [];

function gainsPart({ gains }: TextToImage): string | null {
  const told = [...gain('P@5', gains.precisionAt5), ...gain('nDCG@10', gains.ndcgAt10)];
  return told.length > 0 ? `Gain over the best baseline: ${told.join('; ')}.` : null;
}

function categoriesTable({ categories, systems }: TextToImage): string {
  const names = systems.map(({ name }) => name);
  return table(
    ['Phrases (P@5 / nDCG@10)', 'Counted', ...names],
    categories.map(({ category, phrases, systems: scores }) => [
      category,
      phrases,
      ...names.map((name) => `${percent(scores[name]!.precisionAt5)} / ${number(scores[name]!.ndcgAt10)}`),
    ]),
  );
}
