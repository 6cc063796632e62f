import { indexStructureDefinitionBundle, OperationOutcomeError, validateResource } from '@medplum/core';
import type { DiagnosticReport } from '@medplum/fhirtypes';
import { renderFhir } from './render-fhir';
import {
  loadFhirDefinitions,
  sampleCompared,
  sampleDraft,
  samplePhantom,
  sampleSigned,
  sampleTurned,
} from '@wetread/testing';

beforeAll(() => loadFhirDefinitions(indexStructureDefinitionBundle));

const labels = (report: DiagnosticReport) => report.meta?.security?.map(({ code }) => code);

describe('the report as FHIR R4', () => {
  it.each([
    ['a draft', sampleDraft],
    ['a signed report with an addendum', sampleSigned],
    ['a phantom', samplePhantom],
    ['a film that was turned', sampleTurned],
    ['a film that was compared', sampleCompared],
    [
      'a report without findings, model or accession number',
      {
        ...sampleDraft,
        sentences: sampleDraft.sentences.slice(2).map((one) => ({ ...one, finding: null, polarity: null })),
        model: null,
        study: { ...sampleDraft.study, accessionNumber: null, studyDate: null },
      },
    ],
  ])('is valid: %s', (_, document) => {
    expect(() => validateResource(renderFhir(document))).not.toThrow();
  });

  it('is held against a validator that can say no', () => {
    const { status: _, ...rest } = renderFhir(sampleDraft);
    expect(() => validateResource(rest as DiagnosticReport)).toThrow(OperationOutcomeError);
  });

  it('labels a draft as asserted by an AI and a signed report as asserted by a clinician', () => {
    expect(labels(renderFhir(sampleDraft))).toEqual(['AIAST']);
    expect(labels(renderFhir(sampleSigned))).toEqual(['CLINAST_AIRPT']);
    expect(renderFhir(sampleDraft).resultsInterpreter).toBeUndefined();
    expect(renderFhir(sampleSigned).resultsInterpreter).toEqual([
      { reference: '#signer', display: 'Dr. Aiko Sato' },
    ]);
  });

  it('marks a film that was made from text as test data', () => {
    const { meta } = renderFhir({ ...samplePhantom, marks: ['SYNTHETIC'] });
    expect(meta?.security).toContainEqual(expect.objectContaining({ code: 'HTEST' }));
    expect(meta?.tag).toEqual([expect.objectContaining({ code: 'SYNTHETIC' })]);
  });

  it('marks a phantom as test data', () => {
    const { meta } = renderFhir(samplePhantom);
    expect(labels(renderFhir(samplePhantom))).toEqual(['AIAST', 'HTEST']);
    expect(meta?.tag).toEqual([expect.objectContaining({ code: 'PHANTOM' })]);
  });

  it('observes every finding that one sentence denies', () => {
    const denial = {
      ...sampleDraft.sentences[0]!,
      text: 'No pleural effusion or pneumothorax.',
      finding: 'Effusion',
      polarity: 'absent' as const,
      alsoAbsent: [{ finding: 'Pneumothorax', probability: 0.03 }],
    };
    const report = renderFhir({ ...sampleDraft, sentences: [denial] });
    expect(() => validateResource(report)).not.toThrow();
    const observed = (report.contained ?? []).flatMap((one) =>
      one.resourceType === 'Observation' ? [one] : [],
    );
    expect(observed.map(({ code, valueCodeableConcept }) => [code.text, valueCodeableConcept?.text])).toEqual(
      [
        ['Pleural effusion', 'Absent'],
        ['Pneumothorax', 'Absent'],
      ],
    );
  });

  it('says what must be known of the picture', () => {
    expect(renderFhir(sampleTurned).conclusion).toMatch(
      /^Preliminary - .*\nThe picture was stored upside down .*\nModerate left pleural effusion\.$/,
    );
  });

  it('names the film that it was compared with', () => {
    expect(renderFhir(sampleCompared).conclusion).toContain('\nCompared with the film of 2026-03-02.\n');
    expect(renderFhir(sampleDraft).conclusion).not.toContain('Compared');
  });

  it('concludes only what the impression states as present', () => {
    const codes = renderFhir(sampleDraft).conclusionCode?.map(({ text }) => text);
    expect(codes).toEqual(['Pleural effusion']);
  });

  it('contains nothing that is not referred to (constraint dom-3)', () => {
    const report = renderFhir(sampleSigned);
    const { contained = [], ...rest } = report;
    const text =
      JSON.stringify(rest) +
      JSON.stringify(contained.filter(({ resourceType }) => resourceType === 'Observation'));
    for (const { id } of contained) expect(text).toContain(`"#${id}"`);
  });

  it('keeps every group of the name', () => {
    const patient = renderFhir(sampleDraft).contained?.find(({ resourceType }) => resourceType === 'Patient');
    expect(patient).toMatchObject({
      name: [
        { family: 'Grüße-Müller', given: ['Łucja'], prefix: ['Dr.'] },
        { family: '山田', given: ['花子'] },
        {},
      ],
    });
  });
});
