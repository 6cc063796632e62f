import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { newUid } from '@wetread/dicom';
import {
  readStudy,
  type DraftEngine,
  type PriorReading,
  type Profile,
  type Reading,
} from '@wetread/inference';
import { DomainError, studyInstanceUid } from '@wetread/kernel';
import { draftDocument, draftOfReading, type ReportDocument } from '@wetread/reporting';
import type { DicomFilm, FilmSource } from './film-source';

/** A source with what became of it: a document, or the reason why there is none. */
export interface Drafted {
  readonly paths: readonly string[];
  readonly refusal: { code: string; reason: string } | null;
  readonly reading: Reading | null;
  readonly document: ReportDocument | null;
}

/**
 * Reads one source; an error of this source is its refusal and leaves the others alone.
 * @param findPrior what the film of a study is compared with
 */
export async function draftSource(
  engine: DraftEngine,
  source: FilmSource,
  profile: Profile,
  findPrior: (study: Extract<FilmSource, { kind: 'study' }>) => Promise<PriorReading | null>,
): Promise<Drafted> {
  try {
    if (source.kind === 'unreadable') throw source.error;
    const { film, reading } =
      source.kind === 'study'
        ? await readStudy(engine, source.films, profile, () => findPrior(source))
        : { film: null, reading: await engine.readPicture(await readFile(source.paths[0]), source.facts) };
    const document = reading.status === 'read' ? documentOf(engine, source, film, reading) : null;
    return { paths: source.paths, refusal: reading.refusal, reading, document };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return {
      paths: source.paths,
      refusal: { code: error.code, reason: error.message },
      reading: null,
      document: null,
    };
  }
}

function documentOf(
  engine: DraftEngine,
  source: FilmSource,
  film: DicomFilm | null,
  reading: Reading,
): ReportDocument {
  const draft = draftOfReading({
    id: randomUUID(),
    completion: 1,
    model: engine.model,
    film: film && { sopInstanceUid: film.image.sopInstanceUid, frame: 1 },
    reading,
  });
  const facts = film ?? unknownSubject();
  const images = source.kind === 'study' && film ? [film.image] : [];
  return draftDocument({ draft, patient: facts.patient, study: facts.study, images, at: new Date() });
}

/** A picture says nothing of patient or study; a report of it gets a study UID of its own. */
const unknownSubject = (): Pick<DicomFilm, 'patient' | 'study'> => ({
  patient: { patientName: '', patientId: '', issuerOfPatientId: null, birthDate: null, sex: null },
  study: {
    studyInstanceUid: studyInstanceUid(newUid()),
    studyId: null,
    studyDate: null,
    studyTime: null,
    studyDescription: null,
    accessionNumber: null,
    referringPhysicianName: null,
  },
});
