import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import type { Bundle, Observation, Patient, Provenance, Resource } from '@medplum/fhirtypes';
import {
  loadFhirDefinitions,
  sampleCompared,
  sampleDraft,
  samplePhantom,
  sampleSigned,
} from '@wetread/testing';
import type { ReportDocument } from '../../domain/report-document';
import { renderFhirBundle } from './render-fhir-bundle';

beforeAll(() => loadFhirDefinitions(indexStructureDefinitionBundle));

const corrected: ReportDocument = {
  ...sampleSigned,
  status: 'corrected',
  reason: 'wrong side',
  author: { kind: 'person', id: 'u-2', name: 'Dr. Benoît Roy' },
};
const resourcesOf = (bundle: Bundle): Resource[] =>
  (bundle.entry ?? []).flatMap(({ resource }) => (resource ? [resource] : []));
const ofType = <Type extends Resource['resourceType']>(document: ReportDocument, type: Type) =>
  resourcesOf(renderFhirBundle(document)).filter(
    (resource): resource is Extract<Resource, { resourceType: Type }> => resource.resourceType === type,
  );
const agentsOf = ({ agent }: Provenance) =>
  agent.map(({ type, who }) => `${type?.coding?.[0]?.code}: ${who.display}`);

describe('the report as a FHIR transaction', () => {
  const documents: [string, ReportDocument][] = [
    ['a draft', sampleDraft],
    ['a signed report with an addendum', sampleSigned],
    ['a corrected report', corrected],
    ['a report entered in error', { ...sampleSigned, status: 'entered-in-error' }],
    ['a phantom', samplePhantom],
    ['a film that was compared', sampleCompared],
    [
      'a report without patient, model or accession number',
      {
        ...sampleDraft,
        model: null,
        patient: { patientName: '', patientId: '', issuerOfPatientId: null, birthDate: null, sex: null },
        study: { ...sampleDraft.study, accessionNumber: null, studyDate: null },
      },
    ],
  ];

  it.each(documents)('is valid, and so is every resource of it: %s', (_, document) => {
    const bundle = renderFhirBundle(document);
    for (const resource of [bundle, ...resourcesOf(bundle)])
      expect(() => validateResource(resource)).not.toThrow();
  });

  it.each(documents)('points only at what it brings along, by names that differ: %s', (_, document) => {
    const bundle = renderFhirBundle(document);
    const names = (bundle.entry ?? []).map(({ fullUrl }) => fullUrl);
    expect(new Set(names).size).toBe(names.length);
    const references = JSON.stringify(bundle).matchAll(/"reference":"(urn:uuid:[^"]+)"/g);
    for (const [, reference] of references) expect(names).toContain(reference);
  });

  it('is the same for the same revision', () => {
    expect(renderFhirBundle(sampleSigned)).toEqual(renderFhirBundle(sampleSigned));
  });

  it('replaces report and findings by identifier, and never what the other server knows better', () => {
    const requests = (renderFhirBundle(sampleSigned).entry ?? []).map(({ request }) =>
      `${request?.method} ${request?.url} ${request?.ifNoneExist ?? ''}`.trim(),
    );
    expect(requests).toContain(
      `PUT DiagnosticReport?identifier=urn%3Aietf%3Arfc%3A3986%7Curn%3Auuid%3A${sampleSigned.reportId}`,
    );
    expect(requests).toContain(
      `PUT Observation?identifier=urn%3Awetread%3Aobservation%7C${sampleSigned.reportId}.Effusion`,
    );
    expect(
      requests.filter((request) => /^PUT (Patient|ImagingStudy|Practitioner|Device)/.test(request)),
    ).toEqual([]);
  });

  it('goes by a Patient ID only within its issuer’s name space, and else by a number of our own', () => {
    const patientOf = (patient: Partial<ReportDocument['patient']>) => {
      const document = { ...sampleSigned, patient: { ...sampleSigned.patient, ...patient } };
      const entry = renderFhirBundle(document).entry?.find(({ request }) => request?.url === 'Patient');
      const { identifier = [] } = (entry?.resource ?? {}) as Partial<Patient>;
      return {
        condition: decodeURIComponent(entry?.request?.ifNoneExist ?? ''),
        identifiers: identifier.map(({ system, value }) => `${system}|${value}`),
      };
    };
    const issued = patientOf({ issuerOfPatientId: 'HOSP A' });
    expect(issued.condition).toBe('identifier=urn:wetread:issuer:HOSP%20A|WR-0001');
    expect(patientOf({ issuerOfPatientId: 'HOSP B' }).condition).not.toBe(issued.condition);
    expect(patientOf({ issuerOfPatientId: 'HOSP A', idSystem: 'https://a.example/mrn' }).condition).toBe(
      'identifier=https://a.example/mrn|WR-0001',
    );
    const id = '0b54c5a2-5d0e-8c3f-a7c5-6d1be1a0b8f3';
    const own = patientOf({ id });
    expect(own.condition).toBe(`identifier=urn:wetread:patient|${id}`);
    expect(own.identifiers).toEqual(['urn:wetread:no-issuer|WR-0001', `urn:wetread:patient|${id}`]);
    // A draft of the command line has no archive behind it.
    expect(patientOf({}).condition).toBe(`identifier=urn:wetread:patient|${sampleSigned.reportId}`);
    // The condition has to find again what was created.
    for (const { condition, identifiers } of [issued, own, patientOf({})])
      expect(identifiers).toContain(condition.slice('identifier='.length));
  });

  it('labels what the model asserts until a physician signs it, and what a person wrote', () => {
    const labels = (document: ReportDocument): (string | undefined)[] =>
      ofType(document, 'Observation').map(({ meta }: Observation) => meta?.security?.[0]?.code);
    const [first, ...others] = sampleDraft.sentences;
    const edited = { ...sampleDraft, sentences: [{ ...first!, author: 'person' as const }, ...others] };
    expect(labels(sampleDraft)).toEqual(['AIAST', 'AIAST', 'AIAST']);
    expect(labels(edited)).toEqual(['CLINAST', 'AIAST', 'AIAST']);
    expect(labels(sampleSigned)).toEqual(['CLINAST_AIRPT', 'CLINAST_AIRPT', 'CLINAST_AIRPT']);
  });

  it('names the model as author, the signer as verifier, and each with the sentences that are theirs', () => {
    const [model, people] = ofType(sampleSigned, 'Provenance');
    expect(agentsOf(model!)).toEqual(['author: wetread-cxr']);
    expect(agentsOf(people!)).toEqual([
      'author: Dr. Aiko Sato',
      'verifier: Dr. Aiko Sato',
      'legal: Dr. Aiko Sato',
    ]);
    const sentences = (provenance: Provenance) =>
      provenance.target[0]?.extension?.map(({ valueUri }) => valueUri);
    expect(sentences(model!)).toEqual(['#sentence-s1', '#sentence-s2', '#sentence-s3']);
    expect(sentences(people!)).toEqual(['#sentence-s5', '#sentence-s6']);
    const [report] = ofType(sampleSigned, 'DiagnosticReport');
    expect(report?.text?.div).toContain('id="sentence-s5"');
  });

  it('names who corrected the report beside who had signed it', () => {
    expect(agentsOf(ofType(corrected, 'Provenance')[1]!)).toEqual([
      'author: Dr. Benoît Roy',
      'verifier: Dr. Aiko Sato',
      'legal: Dr. Aiko Sato',
      'legal: Dr. Benoît Roy',
    ]);
  });

  it('names only the model in the provenance of a draft that nobody touched', () => {
    expect(ofType(sampleDraft, 'Provenance').map(agentsOf)).toEqual([['author: wetread-cxr']]);
  });

  it('takes back what an earlier revision told of a finding that this one leaves out', () => {
    const without = { ...sampleSigned, withdrawnFindings: ['Consolidation'] };
    const observations = ofType(without, 'Observation');
    expect(observations.map(({ code, status }) => [code.text, status])).toContainEqual([
      'Consolidation',
      'entered-in-error',
    ]);
    for (const one of observations) expect(() => validateResource(one)).not.toThrow();
    expect(ofType(without, 'DiagnosticReport')[0]?.result).toHaveLength(3);
  });

  it('names its entries by what stands nowhere but in references, since servers replace it everywhere', () => {
    const { entry = [] } = renderFhirBundle(sampleSigned);
    const text = JSON.stringify(entry.map(({ resource }) => resource));
    for (const { fullUrl = '' } of entry)
      expect(text.split(fullUrl).length).toBe(text.split(`"reference":"${fullUrl}`).length);
  });

  it('marks every resource of a phantom as test data', () => {
    for (const type of ['Patient', 'ImagingStudy', 'Observation', 'DiagnosticReport', 'Provenance'] as const)
      for (const { meta } of ofType(samplePhantom, type))
        expect(meta?.security).toContainEqual(expect.objectContaining({ code: 'HTEST' }));
  });

  it('keeps markup out of the narrative', () => {
    const [first] = sampleDraft.sentences;
    const hostile = { ...sampleDraft, sentences: [{ ...first!, text: '<script>alert("&")</script>' }] };
    expect(ofType(hostile, 'DiagnosticReport')[0]?.text?.div).toContain(
      '&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;',
    );
  });
});
