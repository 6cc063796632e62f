import type { FilmFindings, ReportSentence } from '@wetread/reporting';
import type { ErrorKind } from './error-kind';
import type { FaithfulDraft } from './faithful-draft';

/** A text with exactly one error in it, and where it is. */
export interface PlantedError {
  readonly kind: ErrorKind;
  readonly sentences: readonly ReportSentence[];
  readonly film: FilmFindings;
  /** The sentence that is wrong; `null` when the error is that one is missing. */
  readonly at: string | null;
  /** The finding that was left out. */
  readonly leftOut: string | null;
}

/** The draft with other words in one of its sentences, which keeps what it stands for. */
export const retold = (
  { sentences, film }: Pick<FaithfulDraft, 'sentences' | 'film'>,
  kind: ErrorKind,
  id: string,
  text: string,
): PlantedError => ({
  kind,
  sentences: sentences.map((sentence) => (sentence.id === id ? { ...sentence, text } : sentence)),
  film,
  at: id,
  leftOut: null,
});
