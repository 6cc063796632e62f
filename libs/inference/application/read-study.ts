import type { FilmFacts, Profile } from '../domain/film-facts';
import { chooseFilms } from '../domain/choose-film';
import type { PriorReading, Reading } from '../domain/reading';
import { refused } from './read-film.use-case';

/** An object of a study, of which the bytes are fetched only when it is read. */
export interface StudyObject {
  readonly facts: FilmFacts;
  bytes(): Promise<Uint8Array>;
}

/** The film that the reading speaks of; `null` when no object of the study qualified. */
export interface StudyReading<Item> {
  readonly film: Item | null;
  readonly reading: Reading;
}

/** A study of dozens of unlabelled films is not searched through: the best few say whether there is one. */
export const FILMS_TRIED = 4;

/**
 * Reads the frontal film of a study. When the gate refuses the best candidate (an unlabelled lateral, say) the next
 * is tried; when all are refused the best one's reason stands.
 * @param findPrior asked once, and only when there is a film that may be read
 */
export async function readStudy<Item extends StudyObject>(
  engine: { readDicom(bytes: Uint8Array, prior: PriorReading | null): Promise<Reading> },
  objects: readonly Item[],
  profile: Profile,
  findPrior: () => Promise<PriorReading | null> = async () => null,
): Promise<StudyReading<Item>> {
  const { films, refusal } = chooseFilms(objects, profile);
  if (refusal) return { film: null, reading: { ...refused(refusal), marks: [], milliseconds: 0 } };
  const prior = await findPrior();
  let first: StudyReading<Item> | null = null;
  for (const film of films.slice(0, FILMS_TRIED)) {
    const reading = await engine.readDicom(await film.bytes(), prior);
    if (reading.status === 'read') return { film, reading };
    first ??= { film, reading };
  }
  return first!;
}
