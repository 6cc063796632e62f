import { decodeFrame, DicomObject, renderGrey8, renderRgb8, toDisplayOrientation } from '@wetread/dicom';
import { drawnInstead, type FilmFacts, filmFacts } from '../../domain/film-facts';
import type { GreyImage } from '../../domain/grey-image';
import { greyFromRgb, readPicture } from './picture-file';
import { saysSynthetic } from './png-text';

/** A film on its way to a worker thread. Bytes are copied, not transferred: a job is sent again after a crash. */
export type FilmSource =
  | { readonly kind: 'grey'; readonly image: GreyImage; readonly facts: FilmFacts }
  | { readonly kind: 'dicom'; readonly bytes: Uint8Array }
  | { readonly kind: 'picture'; readonly bytes: Uint8Array; readonly facts: FilmFacts };

export interface OpenedFilm {
  readonly facts: FilmFacts;
  /** (0020,0020) PatientOrientation of the stored pixels; empty when nothing is said. */
  readonly orientation: readonly string[];
  /** Decodes the pixels when they are wanted, turned into the standard position. */
  picture(): Promise<GreyImage>;
}

/** @throws DicomError when the bytes are no DICOM object */
export function openFilm(source: FilmSource): OpenedFilm {
  if (source.kind === 'grey')
    return { facts: source.facts, orientation: [], picture: async () => source.image };
  if (source.kind === 'picture') {
    const { generated } = factsOfPicture(source.bytes);
    const facts = { ...source.facts, generated: source.facts.generated || generated };
    return { facts, orientation: [], picture: () => readPicture(source.bytes) };
  }
  const object = DicomObject.parse(source.bytes);
  const orientation = object.header.instance.patientOrientation;
  const picture = async () => toDisplayOrientation(await pictureOf(object), orientation);
  return { facts: factsOf(object), orientation, picture };
}

/** What a PNG or JPEG says of itself: no more than whether Wetread has made it from text. */
export const factsOfPicture = (bytes: Uint8Array): FilmFacts =>
  filmFacts({ generated: saysSynthetic(bytes) });

/** What the header of a DICOM object says about its picture. */
export function factsOf(object: DicomObject): FilmFacts {
  const { series, instance } = object.header;
  return filmFacts({
    modality: series.modality,
    bodyPart: series.bodyPartExamined,
    viewPosition: series.viewPosition,
    presentationIntent: series.presentationIntent,
    frames: instance.numberOfFrames,
    rows: instance.rows,
    columns: instance.columns,
    hasPixels: instance.hasPixelData,
    ...drawnInstead({
      manufacturerModelName: object.string('ManufacturerModelName'),
      seriesDescription: series.seriesDescription,
      imageType: instance.imageType,
      qualityControlImage: object.string('QualityControlImage'),
      syntheticData: object.string('SyntheticData'),
    }),
  });
}

async function pictureOf(object: DicomObject): Promise<GreyImage> {
  const frame = await decodeFrame(object, 1);
  if (frame.samplesPerPixel === 1) return renderGrey8(object, frame);
  const { width, height, data } = renderRgb8(object, frame);
  return { width, height, data: greyFromRgb(data) };
}
