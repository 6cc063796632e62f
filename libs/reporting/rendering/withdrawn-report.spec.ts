import type { ExportFormat } from '@wetread/contracts';
import { DicomObject } from '@wetread/dicom';
import { contentHash } from '@wetread/kernel';
import type { Bundle, DiagnosticReport, Observation } from '@medplum/fhirtypes';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { loadFhirDefinitions, sampleDraft, sampleSigned, sampleTurned } from '@wetread/testing';
import type { ReportDocument } from '../domain/report-document';
import { NothingToRender } from '../domain/report-errors';
import { reportRenderers } from './report-renderers';

const wrongPatient: ReportDocument = {
  ...sampleSigned,
  notes: sampleTurned.notes,
  revision: 5,
  status: 'entered-in-error',
  reason: 'wrong patient',
  contentHash: contentHash('withdrawn'),
  withdrawnFindings: ['Cardiomegaly', 'Effusion', 'Pneumothorax'],
};
const never: ReportDocument = { ...sampleDraft, status: 'cancelled', contentHash: contentHash('never') };
const STATEMENT = 'Entered in error - do not use this report.';
/** Of every sentence, note, addendum and code of the sample. */
const WORDS = /effusion|heart|normal|infection|ward|telephone|upside|costophrenic|60046008|Certainty/i;

const render = (format: ExportFormat, document: ReportDocument) => reportRenderers[format].render(document);
const textOf = async (format: ExportFormat, document: ReportDocument) =>
  Buffer.from(await render(format, document)).toString('utf8');
const dicomText = async (format: ExportFormat, document: ReportDocument) =>
  JSON.stringify(DicomObject.parse(await render(format, document)).toDicomJson());

describe('a report that was taken back', () => {
  beforeAll(() => loadFhirDefinitions(indexStructureDefinitionBundle));

  it('is told apart by this spec from one that is in force', async () => {
    for (const format of ['text', 'fhir', 'fhir-bundle', 'oru'] as const)
      expect(await textOf(format, sampleSigned)).toMatch(WORDS);
    for (const format of ['sr', 'comprehensive-sr'] as const)
      expect(await dicomText(format, sampleSigned)).toMatch(WORDS);
  });

  it.each(['text', 'oru'] as const)('says that it was, and none of its words: %s', async (format) => {
    const text = (await textOf(format, wrongPatient)).replaceAll(/\|Effusion\|/g, '');
    expect(text).toContain(STATEMENT);
    expect(text).not.toMatch(WORDS);
  });

  it.each(['sr', 'comprehensive-sr'] as const)(
    'replaces the document without its words: %s',
    async (format) => {
      const text = await dicomText(format, wrongPatient);
      expect(text).toContain(STATEMENT);
      expect(text).not.toMatch(WORDS);
      const object = DicomObject.parse(await render(format, wrongPatient));
      expect(object.sequence('PredecessorDocumentsSequence')).toHaveLength(1);
      expect(object.has('CurrentRequestedProcedureEvidenceSequence')).toBe(false);
    },
  );

  it('is as short in print as its statement', async () => {
    const pages = async (document: ReportDocument) => (await render('pdf', document)).length;
    expect(await pages(wrongPatient)).toBeLessThan(await pages(sampleSigned));
    const plain = { ...wrongPatient, sentences: [], notes: [], findings: [], images: [], addenda: [] };
    expect(await render('pdf', wrongPatient)).toEqual(await render('pdf', plain));
    const pdf = DicomObject.parse(await render('encapsulated-pdf', wrongPatient));
    expect(pdf.string('DocumentTitle')).toBe('Report entered in error');
    expect(pdf.has('SourceInstanceSequence')).toBe(false);
  });

  it('empties the FHIR report and every finding that was told', async () => {
    const bundle = JSON.parse(await textOf('fhir-bundle', wrongPatient)) as Bundle;
    const resources = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
    for (const resource of [bundle, ...resources]) expect(() => validateResource(resource)).not.toThrow();
    const report = resources.find((one): one is DiagnosticReport => one.resourceType === 'DiagnosticReport');
    expect(report).toMatchObject({ status: 'entered-in-error', conclusion: STATEMENT });
    expect([report?.result, report?.conclusionCode]).toEqual([undefined, undefined]);
    expect(report?.text?.div).toBe(`<div xmlns="http://www.w3.org/1999/xhtml"><p>${STATEMENT}</p></div>`);
    const form = Buffer.from(report?.presentedForm?.[0]?.data ?? '', 'base64').toString();
    expect(form).toContain(STATEMENT);
    expect(form).not.toMatch(WORDS);
    const observations = resources.filter((one): one is Observation => one.resourceType === 'Observation');
    expect(observations.map(({ status, valueCodeableConcept }) => [status, valueCodeableConcept])).toEqual(
      wrongPatient.withdrawnFindings.map(() => ['entered-in-error', undefined]),
    );
    const single = JSON.parse(await textOf('fhir', wrongPatient)) as DiagnosticReport;
    expect(() => validateResource(single)).not.toThrow();
    expect(JSON.stringify(single)).not.toMatch(WORDS);
  });

  it.each(['gsps', 'key-objects'] as const)('has no regions and no key images: %s', async (format) => {
    await expect(textOf(format, wrongPatient)).rejects.toThrow(NothingToRender);
  });

  it('is the same for a draft that was cancelled', async () => {
    expect(await textOf('text', never)).toContain('Cancelled - do not use this report.');
    expect(await textOf('text', never)).not.toMatch(WORDS);
    expect(await dicomText('sr', never)).not.toMatch(WORDS);
  });
});
