import { findingLabel } from '@wetread/terminology';
import type { ReportDocument } from '../../domain/report-document';
import { ink, page, type PdfPage } from './pdf-page';

export const PICTURE_WIDTH = 150;

/** The film as a small PNG or JPEG with its size in pixels. */
export interface EvidencePicture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly sopInstanceUid: string;
}

/** Draws the film at the right edge with the regions of the findings that are stated; returns the y below it. */
export function drawPicture(
  sheet: PdfPage,
  document: ReportDocument,
  picture: EvidencePicture,
  top: number,
): number {
  const { pdf } = sheet;
  const scale = Math.min(PICTURE_WIDTH / picture.width, (PICTURE_WIDTH * 1.25) / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  const left = page.width - page.right - width;
  pdf.image(Buffer.from(picture.bytes), left, top, { width, height });
  const shown = document.sentences.filter(
    ({ evidence, polarity, section }) =>
      evidence?.sopInstanceUid === picture.sopInstanceUid && polarity === 'present' && section === 'findings',
  );
  const labels = new Set<string>();
  for (const { evidence, finding } of shown) {
    if (!evidence || finding === null || finding === 'NoFinding') continue;
    const [x, y, w, h] = evidence.box;
    pdf
      .lineWidth(1.1)
      .strokeColor('#38bdf8')
      .roundedRect(left + x * width, top + y * height, w * width, h * height, 2)
      .stroke();
    labels.add(findingLabel(finding));
  }
  if (labels.size === 0) return top + height + 6;
  const caption = `Regions: ${[...labels].join(', ')}`;
  return sheet.write(
    caption,
    { size: 7.5, colour: ink.quiet, lineGap: 1 },
    { x: left, y: top + height + 5, width },
  );
}
