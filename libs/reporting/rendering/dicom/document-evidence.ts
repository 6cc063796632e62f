import type { ImageReference, PlacedReference } from '@wetread/dicom';
import type { ReportSentence } from '../../domain/report-content';
import type { DocumentImage, ReportDocument } from '../../domain/report-document';

type Evidence = NonNullable<ReportSentence['evidence']>;
type Outline = readonly (readonly [column: number, row: number])[];

/** A finding that the text states as present, with the place on its image. */
export interface StatedRegion {
  readonly finding: string;
  readonly image: DocumentImage;
  readonly evidence: Evidence;
  readonly critical: boolean;
}

export const imageOf = ({ images }: ReportDocument, evidence: Evidence | null): DocumentImage | null =>
  images.find(({ sopInstanceUid }) => sopInstanceUid === evidence?.sopInstanceUid) ?? null;

/** Images that some sentence points at. */
export const evidenceImages = ({ images, sentences }: ReportDocument): DocumentImage[] => {
  const used = new Set(sentences.map(({ evidence }) => evidence?.sopInstanceUid));
  return images.filter(({ sopInstanceUid }) => used.has(sopInstanceUid));
};

/** The regions of findings that are stated as present, each finding once, in the order of the report. */
export function statedRegions(document: ReportDocument): StatedRegion[] {
  const seen = new Set<string>();
  return document.sentences.flatMap(({ finding, polarity, evidence, critical }) => {
    const image = imageOf(document, evidence);
    if (!evidence || !image || polarity !== 'present' || finding === null) return [];
    if (finding === 'NoFinding' || seen.has(finding)) return [];
    seen.add(finding);
    return [{ finding, image, evidence, critical }];
  });
}

export const placed = ({
  sopClassUid,
  sopInstanceUid,
  seriesInstanceUid,
}: DocumentImage): PlacedReference => ({
  sopClassUid,
  sopInstanceUid,
  seriesInstanceUid,
});

export const referenceTo = (image: DocumentImage, frame?: number): ImageReference => ({
  sopClassUid: image.sopClassUid,
  sopInstanceUid: image.sopInstanceUid,
  ...(image.numberOfFrames > 1 && frame !== undefined ? { frames: [frame] } : {}),
});

/** The box in pixels of the stored image, the first point again at the end; `null` while its size is unknown. */
export function outlineOf({ rows, columns }: DocumentImage, { box }: Evidence): Outline | null {
  if (!rows || !columns) return null;
  const [x, y, width, height] = box;
  const [left, right] = [x * columns, Math.min(x + width, 1) * columns];
  const [top, bottom] = [y * rows, Math.min(y + height, 1) * rows];
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
    [left, top],
  ];
}
