import type { StoredInstance, StoredSeries, Studies } from '@wetread/imaging-study';
import type { SopInstanceUid, StudyInstanceUid } from '@wetread/kernel';
import { drawnInstead, type FilmFacts, filmFacts } from '../domain/film-facts';
import { refuseByHeader } from '../domain/scope-rules';
import type { StudyObject } from './read-study';

/** An instance of a stored study as something that may be read. */
export interface StoredFilm extends StudyObject {
  readonly sopInstanceUid: SopInstanceUid;
}

/** The instances of a study with what their headers say, in the order of the study. */
export async function storedFilms(
  studies: Studies,
  studyInstanceUid: StudyInstanceUid,
): Promise<StoredFilm[]> {
  const { series } = await studies.contents(studyInstanceUid);
  const films: StoredFilm[] = [];
  for (const { series: one, instances } of series) {
    for (const instance of instances) {
      films.push({
        sopInstanceUid: instance.sopInstanceUid,
        facts: await factsOfInstance(studies, one, instance),
        bytes: () => studies.instanceBytes(instance.sopInstanceUid),
      });
    }
  }
  return films;
}

/**
 * A series tells one view for all of its films, often that of the first; so the instance's own header is asked,
 * but only where series and instance do not rule it out already: a CT series has hundreds of headers.
 */
async function factsOfInstance(
  studies: Studies,
  series: StoredSeries,
  instance: StoredInstance,
): Promise<FilmFacts> {
  const coarse = filmFacts({
    modality: series.modality,
    bodyPart: series.bodyPartExamined,
    presentationIntent: series.presentationIntent,
    frames: instance.numberOfFrames,
    rows: instance.rows,
    columns: instance.columns,
    hasPixels: instance.hasPixelData,
  });
  if (refuseByHeader(coarse, 'demo')) return coarse;
  const header = await studies.instanceHeader(instance.sopInstanceUid);
  if (header === null) return { ...coarse, viewPosition: series.viewPosition };
  return {
    ...coarse,
    bodyPart: text(header, '00180015') ?? series.bodyPartExamined,
    viewPosition: text(header, '00185101'),
    presentationIntent: text(header, '00080068'),
    ...drawnInstead({
      manufacturerModelName: text(header, '00081090'),
      seriesDescription: text(header, '0008103E'),
      imageType: texts(header, '00080008'),
      qualityControlImage: text(header, '00280300'),
      syntheticData: text(header, '0008001C'),
    }),
  };
}

/** Values of an attribute in the DICOM JSON model (PS3.18 annex F.2). */
function texts(header: Readonly<Record<string, unknown>>, tag: string): string[] {
  const values = (header[tag] as { Value?: unknown } | undefined)?.Value;
  return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [];
}

const text = (header: Readonly<Record<string, unknown>>, tag: string): string | null =>
  texts(header, tag)[0] ?? null;
