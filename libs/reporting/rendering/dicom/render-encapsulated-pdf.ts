import { encapsulatedPdf } from '@wetread/dicom';
import type { ReportDocument } from '../../domain/report-document';
import { isSigned } from '../../domain/report-status';
import type { EvidencePicture } from '../pdf/pdf-picture';
import { renderPdf } from '../pdf/render-pdf';
import { markText, statusHeading } from '../report-words';
import { reportTitle } from './dicom-codes';
import { evidenceImages, placed } from './document-evidence';
import { objectOf } from './document-object';

/** The printed report as a DICOM Encapsulated PDF file. */
export async function renderEncapsulatedPdf(
  document: ReportDocument,
  picture?: EvidencePicture,
): Promise<Uint8Array> {
  return encapsulatedPdf({
    ...objectOf('encapsulated-pdf', document),
    pdf: await renderPdf(document, picture),
    title: reportTitle,
    documentTitle: [...document.marks.map(markText), statusHeading[document.status]].join(' - '),
    verified: isSigned(document.status),
    sources: evidenceImages(document).map(placed),
  });
}
