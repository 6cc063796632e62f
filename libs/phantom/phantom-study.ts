import { writePart10 } from '@wetread/dicom';
import type { ChestPhantom, PhantomImage } from './chest-phantom';
import { drawChestPhantom } from './chest-phantom';
import { drawOtherPhantom } from './other-phantoms';
import { phantomDataset } from './phantom-dataset';
import type { PhantomFilmOrder, PhantomStudyOrder } from './phantom-order';
import { phantomUid } from './phantom-uid';

export interface PhantomInstance {
  /** File name, unique within the study. */
  name: string;
  sopInstanceUid: string;
  sopClassUid: string;
  /** A Part 10 file, Explicit VR Little Endian. */
  bytes: Uint8Array;
  /** What was drawn; absent for films that are no frontal chest. */
  truth?: Pick<ChestPhantom, 'view' | 'findings' | 'report'>;
}

export interface PhantomStudy {
  studyInstanceUid: string;
  instances: PhantomInstance[];
}

/**
 * Draws a study and writes it as DX Image Storage - For Presentation (PS3.3 A.26.2) or CR (A.2) objects.
 *
 * Every object says in four ways that it is no patient: ManufacturerModelName (0008,1090) is `Wetread Phantom`,
 * SeriesDescription (0008,103E) starts with `PHANTOM`, QualityControlImage (0028,0300) is `YES` (which PS3.3
 * C.7.6.1 gives to phantom images), and BurnedInAnnotation (0028,0301) is `YES` for the burned-in word. Ingest
 * and inference go by the first two; see `isPhantom`. UIDs follow from accession number and seeds, so the same
 * order always gives the same bytes.
 */
export function writePhantomStudy(order: PhantomStudyOrder): PhantomStudy {
  const studyInstanceUid = phantomUid(`study ${order.patient.id} ${order.study.accessionNumber}`);
  const instances = order.films.map((film, index) =>
    writeFilm(order, film, { studyInstanceUid, number: index + 1 }),
  );
  return { studyInstanceUid, instances };
}

/** The rule by which a phantom is told from a patient's film. */
export function isPhantom(header: {
  manufacturerModelName: string | null;
  seriesDescription: string | null;
}): boolean {
  return (
    header.manufacturerModelName === phantomModelName &&
    (header.seriesDescription ?? '').startsWith('PHANTOM')
  );
}

export const phantomModelName = 'Wetread Phantom';

function writeFilm(
  order: PhantomStudyOrder,
  film: PhantomFilmOrder,
  place: { studyInstanceUid: string; number: number },
): PhantomInstance {
  const image = drawFilm(film, order.size ?? 1024);
  const sopInstanceUid = phantomUid(
    `instance ${place.studyInstanceUid} ${place.number} ${film.seed} ${order.size ?? 1024}`,
  );
  const dataset = phantomDataset({ order, film, image, ...place, sopInstanceUid });
  const { view, findings, report } = image as Partial<ChestPhantom>;
  return {
    name: `${order.study.accessionNumber}-${place.number}.dcm`,
    sopInstanceUid,
    sopClassUid: dataset.SOPClassUID as string,
    bytes: writePart10({ sourceAeTitle: 'PHANTOM' }, dataset),
    ...(view && findings && report ? { truth: { view, findings, report } } : {}),
  };
}

function drawFilm(film: PhantomFilmOrder, size: number): PhantomImage | ChestPhantom {
  const { seed, kind = 'chest', view, findings } = film;
  return kind === 'chest'
    ? drawChestPhantom({ seed, view, findings, size })
    : drawOtherPhantom(kind, { seed, size });
}
