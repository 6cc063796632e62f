import type { ReportDocument } from '../../domain/report-document';
import {
  addendumLine,
  documentSections,
  headerFields,
  markText,
  personName,
  provenanceText,
  statusHeading,
  type DocumentSection,
} from '../report-words';
import { isSigned } from '../../domain/report-status';
import { drawOnEveryPage } from './pdf-frame';
import { columnWidth, ink, page, PdfPage, type TextStyle } from './pdf-page';
import { drawPicture, PICTURE_WIDTH, type EvidencePicture } from './pdf-picture';

const body: TextStyle = { size: 10.5, lineGap: 3.2 };
const note: TextStyle = { size: 8.5, colour: ink.quiet, lineGap: 2 };

/**
 * The report as a PDF, A4. What nobody has signed carries a watermark on every page, and every page names the
 * model, the report and its content hash. The same revision always gives the same bytes.
 * @param picture the film, drawn small with the regions of the findings; PNG or JPEG
 */
export async function renderPdf(document: ReportDocument, picture?: EvidencePicture): Promise<Uint8Array> {
  const sheet = new PdfPage({
    title: `${statusHeading[document.status]} ${document.study.accessionNumber ?? document.reportId}`,
    subject: document.study.studyDescription ?? 'Diagnostic imaging report',
    keywords: document.marks.join(', '),
    at: document.issuedAt,
  });
  drawHeading(sheet, document);
  drawHeader(sheet, document, picture);
  for (const section of documentSections(document)) drawSection(sheet, document, section);
  drawClosing(sheet, document);
  drawOnEveryPage(sheet, document);
  return sheet.bytes();
}

function drawHeading(sheet: PdfPage, document: ReportDocument): void {
  for (const mark of document.marks) {
    const y = sheet.pdf.y;
    sheet.pdf.rect(page.left, y, columnWidth, 20).fill('#fdf1e7');
    sheet.write(
      markText(mark),
      { size: 9, weight: 'semibold', colour: ink.warning },
      { x: page.left + 8, y: y + 5 },
    );
    sheet.pdf.y = y + 28;
  }
  sheet.write(statusHeading[document.status], { size: 20, weight: 'semibold', lineGap: 0 });
  const colour = isSigned(document.status) ? ink.quiet : ink.warning;
  sheet.write(provenanceText(document), { size: 9.5, colour }, { y: sheet.pdf.y + 4 });
  for (const { message } of document.notes) sheet.write(message, note, { y: sheet.pdf.y + 2 });
  sheet.pdf.y += 10;
}

function drawHeader(sheet: PdfPage, document: ReportDocument, picture?: EvidencePicture): void {
  const top = sheet.pdf.y;
  const width = picture ? columnWidth - PICTURE_WIDTH - 18 : columnWidth;
  sheet.rule(top, ink.line, page.left, width);
  const columns = picture ? 1 : 2;
  const cell = width / columns;
  let y = top + 9;
  const fields = headerFields(document);
  for (let at = 0; at < fields.length; at += columns) {
    const bottoms = fields.slice(at, at + columns).map(([label, value], column) => {
      const x = page.left + column * cell;
      sheet.write(label, { size: 8.5, colour: ink.quiet }, { x, y: y + 1.2, width: 70 });
      return sheet.write(
        value,
        { size: 10, weight: label === 'Patient' ? 'semibold' : 'regular', lineGap: 1 },
        { x: x + 70, y, width: cell - 78 },
      );
    });
    y = Math.max(...bottoms) + 4;
  }
  const bottom = picture ? Math.max(y, drawPicture(sheet, document, picture, top)) : y;
  sheet.rule(bottom + 4);
  sheet.pdf.x = page.left;
  sheet.pdf.y = bottom + 16;
}

function drawSection(
  sheet: PdfPage,
  document: ReportDocument,
  { section, heading, sentences }: DocumentSection,
): void {
  sheet.keepTogether(54);
  sheet.write(heading.toUpperCase(), { size: 8.5, weight: 'semibold', colour: ink.accent, spacing: 0.9 });
  sheet.pdf.y += 3;
  if (section === 'findings') sheet.write(sentences.map(({ text }) => text).join(' '), body);
  else
    sentences.forEach((sentence, at) => {
      sheet.keepTogether(sheet.heightOf(sentence.text, body, columnWidth - 18));
      const y = sheet.pdf.y;
      if (section === 'impression')
        sheet.write(`${at + 1}.`, { ...body, colour: ink.quiet }, { y, width: 18 });
      sheet.write(sentence.text, body, {
        x: page.left + (section === 'impression' ? 18 : 0),
        y,
        width: columnWidth - 18,
      });
      const added = addendumLine(document, sentence.id);
      if (added) sheet.write(added, note);
      sheet.pdf.y += 2;
    });
  sheet.pdf.x = page.left;
  sheet.pdf.y += 12;
}

/** Who signed, what the model wrote, and what the fonts could not set. */
function drawClosing(sheet: PdfPage, document: ReportDocument): void {
  sheet.keepTogether(70);
  const { signature, status, reason, sentences, model } = document;
  if (signature && isSigned(status)) {
    sheet.write(`Signed electronically by ${personName(signature.name)}`, { size: 10, weight: 'semibold' });
    sheet.write(`${signature.at.toISOString().slice(0, 16).replace('T', ' ')} UTC`, note);
    if (reason && (status === 'corrected' || status === 'amended'))
      sheet.write(`Changed because: ${reason}`, note);
    sheet.pdf.y += 6;
  }
  const own = sentences.filter(({ author }) => author === 'model').length;
  if (model && sentences.length > 0)
    sheet.write(
      `${own} of ${sentences.length} sentences stand as ${model.name} ${model.version} wrote them.`,
      note,
    );
  if (sheet.missingCharacters)
    sheet.write(
      '¤ stands for a character that this document’s fonts do not have; the FHIR and DICOM SR forms hold it.',
      note,
    );
}
