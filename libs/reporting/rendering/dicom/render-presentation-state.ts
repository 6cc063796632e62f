import { type Annotation, type Caption, type Layer, presentationState } from '@wetread/dicom';
import { findingLabel } from '@wetread/terminology';
import { NothingToRender } from '../../domain/report-errors';
import type { DocumentImage, ReportDocument } from '../../domain/report-document';
import { markText, provenanceText } from '../report-words';
import { outlineOf, placed, referenceTo, type StatedRegion, statedRegions } from './document-evidence';
import { objectOf } from './document-object';

const REGIONS = 'AI_REGIONS';
const NOTICE = 'NOTICE';
/** Height of a line of text, in fractions of the image. */
const LINE = 0.03;

/**
 * The regions of the stated findings over the film, as a Grayscale Softcopy Presentation State. Whoever shows it sees
 * at the foot where the regions come from. The state repeats the film's own window.
 * @throws NothingToRender when no finding is stated with a place, or the film's size or greys are unknown
 */
export function renderPresentationState(document: ReportDocument): Uint8Array {
  const regions = statedRegions(document);
  const film = regions.find(({ image }) => image.grey !== null)?.image;
  if (!film?.grey || !film.rows || !film.columns)
    throw new NothingToRender('gsps', 'no stated finding has a place on a greyscale image');
  const { grey, rows, columns } = film;
  const frame = regions.find(({ image }) => image === film)?.evidence.frame;
  return presentationState({
    ...objectOf('gsps', document),
    label: 'WETREAD',
    description: provenanceText(document),
    creatorName: null,
    images: [{ ...placed(film), ...referenceTo(film, frame) }],
    size: { rows, columns },
    grey,
    layers,
    annotations: [
      regionAnnotation(document, film, regions),
      { images: [referenceTo(film, frame)], layer: NOTICE, outlines: [], captions: notice(document) },
    ],
  });
}

const layers: readonly Layer[] = [
  { name: REGIONS, description: 'Regions of stated findings', order: 1 },
  { name: NOTICE, description: 'Where the regions come from', order: 2 },
];

function regionAnnotation(
  document: ReportDocument,
  film: DocumentImage,
  regions: readonly StatedRegion[],
): Annotation {
  const shown = regions.filter(({ image }) => image === film);
  return {
    images: [referenceTo(film, shown[0]?.evidence.frame)],
    layer: REGIONS,
    outlines: shown.flatMap(({ evidence }) => {
      const points = outlineOf(film, evidence);
      return points ? [{ points }] : [];
    }),
    captions: shown.map((region) => captionOf(document, region)),
  };
}

/** The finding above its box, with the model's probability where the model gave one. */
function captionOf({ findings }: ReportDocument, { finding, evidence }: StatedRegion): Caption {
  const decided = findings.find(({ code }) => code === finding);
  const [x, y] = evidence.box;
  const top = Math.max(0, y - LINE);
  return {
    text: decided
      ? `${findingLabel(finding)} ${Math.round(decided.probability * 100)} %`
      : findingLabel(finding),
    topLeft: [x, top],
    bottomRight: [Math.min(1, x + 0.35), top + LINE],
  };
}

function notice(document: ReportDocument): Caption[] {
  const lines = [...document.marks.map(markText), provenanceText(document)];
  return lines.map((text, at) => {
    const top = 1 - LINE * (lines.length - at);
    return { text, topLeft: [0, top], bottomRight: [1, top + LINE] };
  });
}
