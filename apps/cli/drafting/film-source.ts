import { readFile } from 'node:fs/promises';
import { DicomObject } from '@wetread/dicom';
import { DomainError } from '@wetread/kernel';
import { factsOf, filmFacts, type FilmFacts, type StudyObject } from '@wetread/inference';
import {
  documentFacts,
  type DocumentImage,
  type DocumentPatient,
  type DocumentStudy,
} from '@wetread/reporting';
import type { FoundFile } from './collect-files';

/** A DICOM object on disk whose header was read. */
export interface DicomFilm extends StudyObject {
  readonly path: string;
  readonly patient: DocumentPatient;
  readonly study: DocumentStudy;
  readonly image: DocumentImage;
}

/** What is drafted as one: the objects of a DICOM study, one picture, or a file that is neither. */
export type FilmSource =
  | { kind: 'study'; paths: string[]; films: DicomFilm[] }
  | { kind: 'picture'; paths: [string]; facts: FilmFacts }
  | { kind: 'unreadable'; paths: [string]; error: DomainError };

export interface PictureFacts {
  modality: string | null;
  bodyPart: string | null;
  view: string | null;
}

/** Groups files by StudyInstanceUID, in the order in which studies first appear; pixels stay on disk. */
export async function groupIntoStudies(
  files: readonly FoundFile[],
  known: PictureFacts,
): Promise<FilmSource[]> {
  const sources: FilmSource[] = [];
  const studies = new Map<string, Extract<FilmSource, { kind: 'study' }>>();
  for (const { path, kind } of files) {
    if (kind === 'picture') {
      const facts = filmFacts({
        modality: known.modality,
        bodyPart: known.bodyPart,
        viewPosition: known.view,
      });
      sources.push({ kind, paths: [path], facts });
      continue;
    }
    const film = await openFilm(path);
    if (film instanceof DomainError) {
      sources.push({ kind: 'unreadable', paths: [path], error: film });
      continue;
    }
    const uid = film.study.studyInstanceUid;
    const study = studies.get(uid) ?? { kind: 'study', paths: [], films: [] };
    if (!studies.has(uid)) sources.push(study);
    studies.set(uid, study);
    study.paths.push(path);
    study.films.push(film);
  }
  return sources;
}

async function openFilm(path: string): Promise<DicomFilm | DomainError> {
  try {
    const object = DicomObject.parse(await readFile(path));
    return { path, facts: factsOf(object), bytes: () => readFile(path), ...documentFacts(object.header) };
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
