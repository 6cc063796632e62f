import { chooseFilms } from '../domain/choose-film';
import { marksOf, type FilmFacts, type Profile } from '../domain/film-facts';
import type { FilmInspection, PriorFilm, PriorReading } from '../domain/reading';
import { viewOf } from '../domain/view-of-film';
import { FILMS_TRIED, type StudyObject } from './read-study';

/** An object of an earlier study. */
export interface PriorObject extends StudyObject {
  readonly sopInstanceUid: string;
}

/**
 * Looks at the film of an earlier study that a draft would have been made of, so that both films are seen by the same
 * weights. `null` when none of it would be read.
 */
export async function readPrior(
  engine: { inspectDicom(bytes: Uint8Array): Promise<FilmInspection> },
  study: { readonly studyInstanceUid: string; readonly studyDate: string | null },
  objects: readonly PriorObject[],
  profile: Profile,
): Promise<PriorReading | null> {
  const { films } = chooseFilms(objects, profile);
  for (const { sopInstanceUid, facts, bytes } of films.slice(0, FILMS_TRIED)) {
    const { refusal, gate, findings } = await engine.inspectDicom(await bytes());
    if (refusal === null)
      return priorReading({ study, sopInstanceUid, facts, gate, findings, marks: marksOf(facts) });
  }
  return null;
}

/** What is known of an earlier film, whoever read it. */
export const priorReading = (known: {
  readonly study: { readonly studyInstanceUid: string; readonly studyDate: string | null };
  readonly sopInstanceUid: PriorFilm['sopInstanceUid'];
  readonly facts: FilmFacts;
  readonly gate: FilmInspection['gate'];
  readonly findings: PriorReading['findings'];
  readonly marks: PriorReading['marks'];
}): PriorReading => ({
  film: {
    studyInstanceUid: known.study.studyInstanceUid,
    sopInstanceUid: known.sopInstanceUid,
    acquiredOn: known.study.studyDate,
  },
  view: viewOf(known.facts, known.gate),
  marks: known.marks,
  findings: known.findings,
});
