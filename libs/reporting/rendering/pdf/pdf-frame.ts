import type { ReportDocument } from '../../domain/report-document';
import { isSigned } from '../../domain/report-status';
import { headerFields } from '../report-words';
import { columnWidth, ink, page, type PdfPage, type TextStyle } from './pdf-page';

const small: TextStyle = { size: 7.2, colour: ink.quiet, lineGap: 0.5 };

/** Watermark, running head and footer, drawn when the number of pages is known. */
export function drawOnEveryPage(sheet: PdfPage, document: ReportDocument): void {
  const { start, count } = sheet.pdf.bufferedPageRange();
  for (let at = start; at < start + count; at += 1) {
    sheet.pdf.switchToPage(at);
    // Text below the bottom margin would begin a new page.
    sheet.pdf.page.margins.bottom = 0;
    const word = watermarkOf(document);
    if (word) drawWatermark(sheet, word);
    if (at > start) drawRunningHead(sheet, document);
    drawFooter(sheet, document, at - start + 1, count);
  }
}

function watermarkOf({ status, marks }: ReportDocument): string | null {
  const words = [...(isSigned(status) ? [] : [status === 'preliminary' ? 'Preliminary' : 'Void']), ...marks];
  return words.length > 0 ? words.join(' · ').toUpperCase() : null;
}

function drawWatermark(sheet: PdfPage, word: string): void {
  const { pdf } = sheet;
  const style: TextStyle = { size: 62, weight: 'semibold', colour: '#8a97a5', spacing: 4, lineGap: 0 };
  const fitted = { ...style, size: Math.min(62, (62 * 620) / sheet.widthOf(word, style)) };
  pdf.save();
  pdf.rotate(-52, { origin: [page.width / 2, page.height / 2] });
  pdf.opacity(0.13);
  const width = sheet.widthOf(word, fitted);
  sheet.write(word, fitted, {
    x: (page.width - width) / 2,
    y: page.height / 2 - fitted.size / 2,
    width: width + 40,
  });
  pdf.restore();
  pdf.opacity(1);
}

function drawRunningHead(sheet: PdfPage, document: ReportDocument): void {
  const facts = headerFields(document).filter(([label]) =>
    ['Patient', 'Patient ID', 'Accession'].includes(label),
  );
  sheet.write(facts.map(([, value]) => value).join('   '), small, { x: page.left, y: 30 });
  sheet.rule(42);
}

function drawFooter(sheet: PdfPage, document: ReportDocument, number: number, count: number): void {
  const top = page.height - page.bottom + 22;
  sheet.rule(top - 7);
  const { model, reportId, revision, contentHash } = document;
  const lines = [
    `Report ${reportId}, revision ${revision}${model ? `  ·  Model ${model.name} ${model.version}, weights ${model.sha256.slice(0, 16)}` : ''}`,
    `Content SHA-256 ${contentHash}`,
  ];
  lines.forEach((line, at) => sheet.write(line, small, { y: top + at * 10.5, width: columnWidth - 60 }));
  const label = `Page ${number} of ${count}`;
  sheet.write(label, small, { x: page.width - page.right - sheet.widthOf(label, small), y: top, width: 60 });
}
