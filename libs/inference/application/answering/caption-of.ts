import type { AnswerEngine, AskedPicture } from '../../domain/answering/answer-engine';
import {
  type Caption,
  captionOfFilm,
  captionOfOtherThing,
  captionOfPicture,
} from '../../domain/answering/caption';
import type { DraftEngine } from '../../domain/draft-engine';
import { type FilmFacts, marksOf } from '../../domain/film-facts';
import type { FilmInspection } from '../../domain/reading';
import { FILM_MODALITIES } from '../../domain/scope-rules';
import { viewOf } from '../../domain/view-of-film';

/** A picture to be captioned, with what its header says. */
export interface CaptionOrder {
  readonly picture: AskedPicture;
  readonly facts: FilmFacts;
}

/** Who looks at it; without an answerer only the header and the film reader are heard. */
export interface CaptionEngines {
  readonly films: Pick<DraftEngine, 'inspect' | 'inspectDicom' | 'inspectPicture'>;
  readonly answers: Pick<AnswerEngine, 'answerAll'> | null;
}

/** How the scope gate refuses what is no picture of medicine. */
const NOT_MEDICAL = 'scope.not-medical';

/**
 * One sentence of alternative text for any stored picture: of a frontal chest film its most urgent findings, of any
 * other picture what it is. A draft that nobody reviewed says so.
 * @throws ReadingFailed when a picture cannot be decoded
 */
export async function captionOf(
  { picture, facts }: CaptionOrder,
  { films, answers }: CaptionEngines,
): Promise<Caption> {
  const marks = marksOf(facts);
  const modality = facts.modality?.trim().toUpperCase() ?? '';
  if (modality === '' || FILM_MODALITIES.has(modality)) {
    const seen = await inspect(films, picture, facts);
    if (seen.refusal === null) return captionOfFilm(seen.findings, viewOf(facts, seen.gate), marks);
    // The answerer has only ever seen medicine, and would take a holiday picture for some of it.
    if (modality === '' && seen.refusal.code === NOT_MEDICAL) return captionOfOtherThing(marks);
  }
  const looked = facts.hasPixels && answers ? await answers.answerAll(picture, []) : null;
  return captionOfPicture(facts, looked?.seen ?? null, marks);
}

const inspect = (
  films: CaptionEngines['films'],
  picture: AskedPicture,
  facts: FilmFacts,
): Promise<FilmInspection> => {
  if (picture.kind === 'grey') return films.inspect(picture.image, facts);
  return picture.kind === 'dicom'
    ? films.inspectDicom(picture.bytes)
    : films.inspectPicture(picture.bytes, facts);
};
