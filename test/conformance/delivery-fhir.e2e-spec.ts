import type {
  Device,
  DiagnosticReport,
  ImagingStudy,
  Observation,
  Patient,
  Practitioner,
  Provenance,
} from '@medplum/fhirtypes';
import { MergePatients } from '@wetread/imaging-study';
import { DeliveringApp } from '../harness/delivering-app';
import { FhirServer } from '../harness/fhir-server';
import { uprightFilm } from '../harness/toy-films';

const HOUR = 3600;
const TYPES = [
  'Patient',
  'ImagingStudy',
  'Device',
  'Practitioner',
  'Observation',
  'DiagnosticReport',
  'Provenance',
] as const;

describe('results as transactions to a FHIR server', () => {
  let app: DeliveringApp;
  let fhir: FhirServer;
  let destination: string;
  beforeAll(async () => {
    app = await DeliveringApp.start();
  }, 300_000);
  afterAll(() => app.close());
  beforeEach(async () => {
    fhir = await FhirServer.start();
    const http = { authentication: { kind: 'none' }, tls: null, allowPlain: false } as const;
    destination = await app.destination({ kind: 'fhir', url: fhir.url, ...http }, ['fhir-bundle']);
  });
  afterEach(async () => {
    await app.retire(destination);
    await fhir.stop();
  });

  const states = async () => (await app.told(destination)).map(({ state, cause }) => [state, cause]);

  it('are taken, and what they name is found by what refers to it', async () => {
    const reportId = await app.signedReport();
    await app.run(destination, HOUR);
    expect(await states()).toEqual([['delivered', null]]);
    const [report] = await fhir.all<DiagnosticReport>('DiagnosticReport');
    expect(report).toMatchObject({
      status: 'final',
      identifier: expect.arrayContaining([expect.objectContaining({ value: `urn:uuid:${reportId}` })]),
    });
    const [patient] = await fhir.all<Patient>('Patient');
    const [study] = await fhir.all<ImagingStudy>('ImagingStudy');
    expect(report?.subject?.reference).toBe(`Patient/${patient?.id}`);
    expect(report?.imagingStudy?.map(({ reference }) => reference)).toEqual([`ImagingStudy/${study?.id}`]);
    const observations = await fhir.all<Observation>('Observation');
    expect(report?.result?.map(({ reference }) => reference).sort()).toEqual(
      observations.map(({ id }) => `Observation/${id}`).sort(),
    );
    expect(await fhir.dangling(TYPES)).toEqual([]);
    expect(JSON.stringify(report)).not.toContain('urn:uuid:urn');
  });

  it('leave the same resources once when they come twice, and one report per report when it is added to', async () => {
    const reportId = await app.signedReport();
    await app.run(destination, HOUR);
    const count = async () =>
      Object.fromEntries(await Promise.all(TYPES.map(async (type) => [type, (await fhir.all(type)).length])));
    const once = await count();
    const [delivery] = await app.ledger(destination);
    await app.resend(delivery?.id ?? '');
    await app.run(destination, HOUR);
    expect(await count()).toEqual(once);
    await app.addendum(reportId, 'Compared by telephone.');
    await app.run(destination, HOUR);
    expect(await states()).toEqual([
      ['delivered', null],
      ['delivered', null],
    ]);
    const reports = await fhir.all<DiagnosticReport>('DiagnosticReport');
    expect(reports).toMatchObject([{ status: 'appended' }]);
    expect(await count()).toMatchObject({ Patient: 1, ImagingStudy: 1, Device: 1, DiagnosticReport: 1 });
    expect((await fhir.all<Provenance>('Provenance')).length).toBeGreaterThanOrEqual(1);
    expect(await fhir.dangling(TYPES)).toEqual([]);
  });

  it('share the patient, the model and the people with what the server has of them already', async () => {
    await app.signedReport();
    await app.signedReport();
    await app.run(destination, HOUR);
    expect(await fhir.all<DiagnosticReport>('DiagnosticReport')).toHaveLength(2);
    expect(await fhir.all<Device>('Device')).toHaveLength(1);
    expect(await fhir.all<Practitioner>('Practitioner')).toHaveLength(1);
  });

  it('keep two patients apart to whom two issuers, or nobody, gave one number', async () => {
    const reports = new Map<string, string>();
    for (const [name, attributes] of [
      ['Doe', { IssuerOfPatientID: 'HOSP A' }],
      ['Roe', { IssuerOfPatientID: 'HOSP B' }],
      ['Poe', {}],
    ] as const)
      reports.set(
        `urn:uuid:${await app.signedReport(uprightFilm({ PatientID: 'SAME-1', PatientName: name, ...attributes }))}`,
        name,
      );
    await fhir.hold({
      resourceType: 'Patient',
      identifier: [{ system: 'https://elsewhere.example/mrn', value: 'SAME-1' }],
      name: [{ text: 'Somebody else' }],
    });
    await app.run(destination, HOUR);
    expect(new Set((await states()).map(([state]) => state))).toEqual(new Set(['delivered']));
    const patients = await fhir.all<Patient>('Patient');
    expect(patients).toHaveLength(4);
    const nameOf = new Map(patients.map(({ id, name }) => [`Patient/${id}`, name?.[0]?.text]));
    for (const { identifier = [], subject } of await fhir.all<DiagnosticReport>('DiagnosticReport')) {
      const known = identifier.map(({ value = '' }) => reports.get(value)).find(Boolean);
      expect(nameOf.get(subject?.reference ?? '')).toBe(known);
    }
    // Of one issuer it is the same patient.
    await app.signedReport(
      uprightFilm({ PatientID: 'SAME-1', PatientName: 'Doe', IssuerOfPatientID: 'HOSP A' }),
    );
    await app.run(destination, HOUR);
    expect(await fhir.all<Patient>('Patient')).toHaveLength(4);
  });

  it('take back what was told when the report was another patient’s, and repeat none of it', async () => {
    const reportId = await app.signedReport();
    await app.run(destination, HOUR);
    await app.withdraw(reportId, 'wrong patient');
    await app.run(destination, HOUR);
    const [report] = await fhir.all<DiagnosticReport>('DiagnosticReport');
    expect(report).toMatchObject({ status: 'entered-in-error' });
    const observations = await fhir.all<Observation>('Observation');
    expect(observations.length).toBeGreaterThan(1);
    for (const one of observations)
      expect([one.status, one.valueCodeableConcept]).toEqual(['entered-in-error', undefined]);
    const text = Buffer.from(report?.presentedForm?.[0]?.data ?? '', 'base64').toString();
    for (const said of [text, report?.conclusion, report?.text?.div]) {
      expect(said).toContain('Entered in error');
      expect(said).not.toMatch(/effusion|heart|pneumothorax/i);
    }
  });

  it('name the patient as merged when the server was down until after the merge', async () => {
    const { port } = fhir;
    await fhir.stop();
    const before = (await app.ledger(destination)).length;
    await app.signedReport();
    await app.run(destination, 60);
    expect((await states())[before]).toEqual(['retrying', 'net.ECONNREFUSED']);
    const [patientId, issuer] = [app.lastPatientId(), 'WETREAD-PHANTOMS'];
    await app.module.get(MergePatients, { strict: false }).execute({
      survivor: { patientId: 'SURVIVOR', issuer },
      retired: { patientId, issuer },
      by: { source: { kind: 'hl7', peer: 'ris' }, actor: { kind: 'system', id: 'test' } },
      message: 'MSG-1',
    });
    await fhir.listen(port);
    await app.run(destination, HOUR);
    const patients = await fhir.all<Patient>('Patient');
    const named = patients.flatMap(({ identifier = [] }) => identifier.filter(({ type }) => type));
    expect(named.map(({ system, value }) => `${system}|${value}`)).toEqual([
      'urn:wetread:issuer:WETREAD-PHANTOMS|SURVIVOR',
    ]);
  });
});
