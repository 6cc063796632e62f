import PdfDocument from 'pdfkit';
import { fontBytes, fontRuns, type Weight } from './pdf-fonts';

/** A4 in points (ISO 216 at 72 to the inch), with margins that hold the footer. */
export const page = { width: 595.28, height: 841.89, left: 56, right: 56, top: 52, bottom: 78 } as const;
export const columnWidth = page.width - page.left - page.right;

export const ink = {
  text: '#16202b',
  quiet: '#5b6875',
  line: '#cfd6dd',
  accent: '#0b5c7a',
  warning: '#9a3412',
} as const;

export interface TextStyle {
  readonly size: number;
  readonly weight?: Weight;
  readonly colour?: string;
  readonly lineGap?: number;
  readonly spacing?: number;
}

/** A pdfkit document that sets text in runs of the right font and remembers what it could not set. */
export class PdfPage {
  readonly pdf: PDFKit.PDFDocument;
  missingCharacters = false;
  private readonly registered = new Set<string>();

  constructor(info: { title: string; subject: string; keywords: string; at: Date }) {
    this.pdf = new PdfDocument({
      size: 'A4',
      bufferPages: true,
      lang: 'en',
      displayTitle: true,
      // Dates are given so that the same revision always gives the same file.
      info: {
        Title: info.title,
        Subject: info.subject,
        Keywords: info.keywords,
        Creator: 'Wetread',
        Producer: 'Wetread',
        CreationDate: info.at,
        ModDate: info.at,
      },
      margins: { top: page.top, bottom: page.bottom, left: page.left, right: page.right },
      font: null as unknown as string,
    });
  }

  /** Sets text at `x`, `y` (or where the last ended) within `width`; returns the y below it. */
  write(text: string, style: TextStyle, place: { x?: number; y?: number; width?: number } = {}): number {
    const { runs, missing } = fontRuns(text, style.weight ?? 'regular');
    this.missingCharacters ||= missing;
    this.pdf.fillColor(style.colour ?? ink.text).fontSize(style.size);
    const x = place.x ?? page.left;
    const y = place.y ?? this.pdf.y;
    runs.forEach((run, at) => {
      this.useFont(run.font);
      const options = {
        width: place.width ?? columnWidth,
        lineGap: style.lineGap ?? 2,
        characterSpacing: style.spacing ?? 0,
        continued: at < runs.length - 1,
      };
      if (at === 0) this.pdf.text(run.text, x, y, options);
      else this.pdf.text(run.text, options);
    });
    return this.pdf.y;
  }

  /** Height that text will take. */
  heightOf(text: string, style: TextStyle, width = columnWidth): number {
    const weight = style.weight ?? 'regular';
    this.useFont(fontRuns('x', weight).runs[0]?.font ?? '');
    return this.pdf.fontSize(style.size).heightOfString(text, { width, lineGap: style.lineGap ?? 2 });
  }

  widthOf(text: string, style: TextStyle): number {
    this.pdf.fontSize(style.size);
    return fontRuns(text, style.weight ?? 'regular').runs.reduce((width, run) => {
      this.useFont(run.font);
      return width + this.pdf.widthOfString(run.text, { characterSpacing: style.spacing ?? 0 });
    }, 0);
  }

  rule(y: number, colour: string = ink.line, x = page.left, width = columnWidth): void {
    this.pdf
      .lineWidth(0.6)
      .strokeColor(colour)
      .moveTo(x, y)
      .lineTo(x + width, y)
      .stroke();
  }

  /** Begins a new page unless `height` points are left on this one. */
  keepTogether(height: number): void {
    if (this.pdf.y + height > page.height - page.bottom) this.pdf.addPage();
  }

  async bytes(): Promise<Uint8Array> {
    const chunks: Buffer[] = [];
    const done = new Promise<void>((resolve, reject) => {
      this.pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.pdf.on('end', resolve);
      this.pdf.on('error', reject);
    });
    this.pdf.end();
    await done;
    return Buffer.concat(chunks);
  }

  private useFont(name: string): void {
    if (!this.registered.has(name)) {
      this.pdf.registerFont(name, fontBytes(name));
      this.registered.add(name);
    }
    this.pdf.font(name);
  }
}
