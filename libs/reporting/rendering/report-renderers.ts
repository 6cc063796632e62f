import type { ExportFormat } from '@wetread/contracts';
import type { ReportDocument } from '../domain/report-document';
import { withoutWithdrawnWords } from '../domain/without-withdrawn-words';
import { renderComprehensiveSr } from './dicom/render-comprehensive-sr';
import { renderEncapsulatedPdf } from './dicom/render-encapsulated-pdf';
import { renderKeyObjects } from './dicom/render-key-objects';
import { renderPresentationState } from './dicom/render-presentation-state';
import { renderSr } from './dicom/render-sr';
import { renderFhir } from './fhir/render-fhir';
import { renderFhirBundle } from './fhir/render-fhir-bundle';
import { addresslessEnvelope, renderOru } from './hl7/render-oru';
import type { EvidencePicture } from './pdf/pdf-picture';
import { renderPdf } from './pdf/render-pdf';
import { renderText } from './render-text';

/** Where a printed report gets the picture of its film. */
export interface PictureSource {
  of(document: ReportDocument): Promise<EvidencePicture | null>;
}

/** One way in which a report leaves: its media type, a file's extension, and how it is made. */
export interface ReportRenderer {
  readonly mediaType: string;
  /** Without the dot. */
  readonly extension: string;
  /** The same document always gives the same bytes. @throws NothingToRender */
  render(document: ReportDocument, pictures?: PictureSource): Uint8Array | Promise<Uint8Array>;
}

const dicom = { mediaType: 'application/dicom', extension: 'dcm' } as const;
const fhirJson = { mediaType: 'application/fhir+json; charset=utf-8', extension: 'json' } as const;
const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const json = (value: unknown): Uint8Array => utf8(`${JSON.stringify(value, null, 2)}\n`);
const pictureOf = async (document: ReportDocument, pictures?: PictureSource) =>
  (await pictures?.of(document)) ?? undefined;

/** What was taken back is not repeated. */
const sparing = ({ render, ...renderer }: ReportRenderer): ReportRenderer => ({
  ...renderer,
  render: (document, pictures) => render(withoutWithdrawnWords(document), pictures),
});

/** Every format that a report leaves in; a new one is a line here. */
export const reportRenderers: Readonly<Record<ExportFormat, ReportRenderer>> = {
  text: sparing({
    mediaType: 'text/plain; charset=utf-8',
    extension: 'txt',
    render: (document) => utf8(renderText(document)),
  }),
  pdf: sparing({
    mediaType: 'application/pdf',
    extension: 'pdf',
    render: async (document, pictures) => renderPdf(document, await pictureOf(document, pictures)),
  }),
  fhir: sparing({ ...fhirJson, render: (document) => json(renderFhir(document)) }),
  'fhir-bundle': sparing({ ...fhirJson, render: (document) => json(renderFhirBundle(document)) }),
  sr: sparing({ ...dicom, render: renderSr }),
  'comprehensive-sr': sparing({ ...dicom, render: renderComprehensiveSr }),
  'encapsulated-pdf': sparing({
    ...dicom,
    render: async (document, pictures) =>
      renderEncapsulatedPdf(document, await pictureOf(document, pictures)),
  }),
  gsps: sparing({ ...dicom, render: renderPresentationState }),
  'key-objects': sparing({ ...dicom, render: renderKeyObjects }),
  // Names each observation that it takes back, without its value.
  oru: {
    mediaType: 'x-application/hl7-v2+er7; charset=utf-8',
    extension: 'hl7',
    render: (document) => renderOru(document, addresslessEnvelope(document)).toBytes(),
  },
};
