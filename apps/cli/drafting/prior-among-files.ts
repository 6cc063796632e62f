import {
  type DraftEngine,
  earlierStudies,
  type PriorReading,
  type Profile,
  readPrior,
} from '@wetread/inference';
import { DomainError } from '@wetread/kernel';
import type { FilmSource } from './film-source';

type StudySource = Extract<FilmSource, { kind: 'study' }>;

/** The latest earlier study of the same patient among the files that are drafted; what it shows, `null` without one. */
export async function priorAmong(
  engine: DraftEngine,
  source: StudySource,
  sources: readonly FilmSource[],
  profile: Profile,
): Promise<PriorReading | null> {
  const studies = sources.filter((one) => one.kind === 'study').map(dated);
  for (const { studyInstanceUid, studyDate, films } of earlierStudies(dated(source), studies)) {
    const objects = films.map((film) => ({ ...film, sopInstanceUid: film.image.sopInstanceUid }));
    try {
      const prior = await readPrior(engine, { studyInstanceUid, studyDate }, objects, profile);
      if (prior) return prior;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      console.error(`${films[0]?.path}: cannot be compared with: ${error.message}`);
    }
  }
  return null;
}

/** A study by its first object: all of them are of one study and, as far as files go, of one patient. */
function dated({ films }: StudySource) {
  const { patient, study } = films[0]!;
  return { ...study, patient, films };
}
