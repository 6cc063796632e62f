import type { Draft } from '@wetread/reporting';
import { readNihFilms } from '../data/nih-films';
import type { Bench } from '../reading/bench';
import type { FaithfulDraft } from './faithful-draft';
import { labelledReport } from './labelled-reports';

/** Texts about the films of the split; films that the product refuses have none. */
interface FilmTexts {
  /** The product's own drafts. */
  readonly drafts: readonly FaithfulDraft[];
  /** What a reader would write who sees what is labelled. */
  readonly labelled: readonly FaithfulDraft[];
}

export async function filmTexts({ data, split, limit, reader }: Bench): Promise<FilmTexts> {
  const films = await readNihFilms(data, split, limit);
  const drafts = await reader.drafts(
    films.map(({ image }) => image),
    `drafts of NIH ${split}`,
  );
  const read = films
    .map((film, at) => ({ film, draft: drafts[at]! }))
    .filter(({ draft }) => draft.sentences.length > 0);
  return {
    drafts: read.map(({ film, draft }) => faithfulDraft(film.image, film.patient, draft)),
    labelled: read.map(({ film, draft }) => labelledReport(film, draft.findings)),
  };
}

const faithfulDraft = (
  id: string,
  group: string,
  { sentences, findings, prior }: Pick<Draft, 'sentences' | 'findings' | 'prior'>,
): FaithfulDraft => ({
  id,
  group,
  author: 'model',
  sentences: sentences.map((sentence, index) => ({
    ...sentence,
    id: String(index + 1),
    author: 'model',
    flags: [],
  })),
  film: { findings, hasPrior: prior !== null },
});
