import type { StudyDetail } from '@wetread/contracts';
import type { ImageRef } from './use-frame';

/** One image of a study as the film viewer lists it. */
export interface FilmImage {
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly frames: number;
  readonly caption: string;
  readonly hasPixels: boolean;
  readonly sopClassName: string;
  readonly patientOrientation: readonly string[];
  /** A plain radiograph, which is hung by custom when it does not tell its orientation. */
  readonly projection: boolean;
  readonly storedInverted: boolean;
}

const PROJECTION = new Set(['CR', 'DX']);

/** All images of the study in the order of their series and instance numbers. */
export function filmImages(study: StudyDetail): FilmImage[] {
  const series = study.series.toSorted((a, b) => (a.seriesNumber ?? 1e9) - (b.seriesNumber ?? 1e9));
  return series.flatMap((one) =>
    one.instances
      .toSorted((a, b) => (a.instanceNumber ?? 1e9) - (b.instanceNumber ?? 1e9))
      .map((instance) => ({
        sopInstanceUid: instance.sopInstanceUid,
        seriesInstanceUid: one.seriesInstanceUid,
        frames: Math.max(1, instance.frames),
        caption: [one.modality, one.description].filter(Boolean).join('  '),
        hasPixels: instance.hasPixels,
        sopClassName: instance.sopClassName,
        patientOrientation: instance.patientOrientation ?? [],
        projection: PROJECTION.has(one.modality ?? ''),
        storedInverted: false,
      })),
  );
}

/** The frame before or after, across images; the same one at either end. */
export function step(images: readonly FilmImage[], from: ImageRef, by: 1 | -1): ImageRef {
  const index = images.findIndex((image) => image.sopInstanceUid === from.sopInstanceUid);
  const here = images[index];
  if (!here) return from;
  const frame = from.frame + by;
  if (frame >= 1 && frame <= here.frames) return { ...from, frame };
  const next = images[index + by];
  if (!next) return from;
  return { sopInstanceUid: next.sopInstanceUid, frame: by === 1 ? 1 : next.frames };
}

export function positionOf(images: readonly FilmImage[], { sopInstanceUid, frame }: ImageRef): string {
  const index = images.findIndex((image) => image.sopInstanceUid === sopInstanceUid);
  const image = images[index];
  const parts: string[] = [];
  if (images.length > 1) parts.push(`Image ${index + 1} of ${images.length}`);
  if (image && image.frames > 1) parts.push(`Frame ${frame} of ${image.frames}`);
  return parts.join('  ');
}
