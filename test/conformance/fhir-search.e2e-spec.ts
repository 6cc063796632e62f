import type { Bundle, DiagnosticReport, Observation, Patient, Resource } from '@medplum/fhirtypes';
import { FhirRoom } from './fhir-room';

describe('searches of the FHIR server', () => {
  let fhir: FhirRoom;
  beforeAll(async () => {
    fhir = await FhirRoom.start();
  });
  afterAll(() => fhir.close());

  const resource = <Type extends Resource>(path: string, status?: number) =>
    fhir.resource<Type>(path, status);
  const found = (search: string) => fhir.found(search);
  const report = (at: number) => fhir.report(at);

  it.each([
    ['DiagnosticReport?status=final', [2]],
    ['DiagnosticReport?status=final,preliminary&_count=10', [1, 2, 3]],
    ['DiagnosticReport?study=ImagingStudy/1.2.840.77.3', [3]],
    ['DiagnosticReport?patient.identifier=1.2.840.77.1-p', [1]],
    ['DiagnosticReport?identifier=ACC-1', [1, 2, 3]],
    ['DiagnosticReport?identifier=urn:oid:1|ACC-1', []],
    ['DiagnosticReport?date=2026-11-23', [1, 2, 3]],
    ['DiagnosticReport?date=ge2026-11&date=lt2026-11-23', []],
    ['DiagnosticReport?_lastUpdated=gt2020', [1, 2, 3]],
    ['DiagnosticReport?_lastUpdated=lt2020-01-01T00:00:00Z', []],
  ])('finds by %s', async (search, expected) => {
    expect(await found(search)).toEqual(expected.map(report).sort());
  });

  it('finds a report by its own identifier and by its patient', async () => {
    expect(await found(`DiagnosticReport?identifier=urn:ietf:rfc:3986|urn:uuid:${report(3)}`)).toEqual([
      report(3),
    ]);
    const [patient] = await found('Patient?name=roe');
    expect(await found(`DiagnosticReport?patient=Patient/${patient}`)).toEqual([report(2)]);
    expect(await found(`ImagingStudy?patient=${patient}`)).toEqual(['1.2.840.77.2']);
  });

  it('finds the findings of a patient, each valid and to be read under its own address', async () => {
    const [patient] = await found('Patient?name=doe');
    const bundle = await resource<Bundle<Observation>>(`Observation?patient=Patient/${patient}`);
    const findings = (bundle.entry ?? []).flatMap(({ resource: one }) => one ?? []);
    const { result = [] } = await resource<DiagnosticReport>(`DiagnosticReport/${report(1)}`);
    expect(findings.map(({ id }) => `Observation/${id}`)).toEqual(result.map(({ reference }) => reference));
    expect(bundle.total).toBe(findings.length);
    expect(findings.length).toBeGreaterThan(1);
    for (const finding of findings) expect(await resource(`Observation/${finding.id}`)).toEqual(finding);
  });

  it.each([
    ['code=http://snomed.info/sct|60046008', ['Effusion']],
    ['code=60046008&code=8186001', []],
    ['code=http://loinc.org|60046008', []],
    [
      'category=http://terminology.hl7.org/CodeSystem/observation-category|imaging&code=60046008',
      ['Effusion'],
    ],
    ['category=laboratory', []],
    ['status=preliminary&code=60046008', ['Effusion']],
    ['status=final', []],
    ['date=2026-11-23&code=60046008', ['Effusion']],
    ['date=lt2026-11-23', []],
    ['_lastUpdated=gt2020&code=60046008', ['Effusion']],
    ['_lastUpdated=lt2020', []],
    ['patient.identifier=1.2.840.77.1-p&code=60046008', ['Effusion']],
    ['patient.identifier=1.2.840.77.2-p', []],
    ['subject=11111111-2222-4333-8444-555555555555', []],
  ])('finds findings of a study by %s', async (query, expected) => {
    const [patient] = await found('Patient?name=doe');
    const ids = await found(`Observation?patient=${patient}&${query}`);
    expect(ids).toEqual(expected.map((finding) => `${report(1)}.${finding}`));
  });

  it('finds a finding by its identifiers, and the report of which it is a result', async () => {
    const id = `${report(3)}.Effusion`;
    expect(await found(`Observation?_id=${id},${report(1)}.Nothing`)).toEqual([id]);
    expect(await found(`Observation?identifier=urn:wetread:observation|${id}`)).toEqual([id]);
    expect(await found(`Observation?identifier=urn:oid:1|${id}`)).toEqual([]);
    expect(await found(`DiagnosticReport?result=Observation/${id}`)).toEqual([report(3)]);
    expect(await found(`DiagnosticReport?result=${report(3)}.Nothing`)).toEqual([]);
  });

  it('tells along what a report points at and what tells where it comes from, each once', async () => {
    const includes = ['result', 'subject', 'patient', 'study'].map(
      (one) => `_include=DiagnosticReport:${one}`,
    );
    const query = `_id=${report(2)}&${includes.join('&')}&_revinclude=Provenance:target`;
    const { entry = [], total } = await resource<Bundle>(`DiagnosticReport?${query}`);
    expect(total).toBe(1);
    const types = (mode: string) =>
      entry.filter(({ search }) => search?.mode === mode).map((one) => one.resource?.resourceType);
    expect(types('match')).toEqual(['DiagnosticReport']);
    const included = types('include');
    expect(new Set(included)).toEqual(new Set(['Observation', 'Patient', 'ImagingStudy', 'Provenance']));
    expect(included.filter((type) => type === 'Patient')).toHaveLength(1);
    expect(included.filter((type) => type === 'Provenance')).toHaveLength(2);
    expect(new Set(entry.map(({ fullUrl }) => fullUrl)).size).toBe(entry.length);
    for (const { fullUrl, resource: one } of entry) expect(await resource(fullUrl ?? '')).toEqual(one);
  });

  it('tells along with findings their report, their model and who answers for them', async () => {
    const query = `_id=${report(2)}.Effusion&_include=Observation:device&_revinclude=DiagnosticReport:result`;
    const { entry = [] } = await resource<Bundle>(`Observation?${query}&_revinclude=Provenance:target`);
    expect(entry.map((one) => one.resource?.resourceType)).toEqual([
      'Observation',
      'Device',
      'DiagnosticReport',
      'Provenance',
    ]);
  });

  it('gives the number alone, and orders as it is asked', async () => {
    const counted = await resource<Bundle>('DiagnosticReport?date=2026-11-23&_summary=count');
    expect([counted.total, counted.entry]).toEqual([3, undefined]);
    const uids = ['1.2.840.77.1', '1.2.840.77.2', '1.2.840.77.3'];
    expect(
      await fhir.inOrder('ImagingStudy?_sort=started,-_id&_include=ImagingStudy:patient&_count=2'),
    ).toEqual([
      uids[2],
      uids[1],
      ...(await found('Patient?name=Grüße')),
      ...(await found('Patient?name=roe')),
    ]);
    expect(await fhir.inOrder('ImagingStudy?_sort=_id')).toEqual(uids);
  });

  it('has every Patient ID within a name space, and finds it there and nowhere else', async () => {
    const [patient] = (await resource<Bundle<Patient>>('Patient?name=doe')).entry ?? [];
    const { id, identifier = [] } = patient?.resource ?? {};
    expect(identifier.map(({ system }) => system)).toEqual(['urn:wetread:no-issuer', 'urn:wetread:patient']);
    for (const { system, value } of identifier) {
      expect(await found(`Patient?identifier=${system}|${value}`)).toEqual([id]);
      expect(await found(`DiagnosticReport?patient.identifier=${system}|${value}`)).toEqual([report(1)]);
      expect(await found(`Patient?identifier=urn:wetread:issuer:HOSP|${value}`)).toEqual([]);
    }
  });

  it.each([
    ['modality=DX', 1],
    ['modality=http://dicom.nema.org/resources/ontology/DCM|DX,MR', 1],
    ['modality=http://loinc.org|DX', 0],
    ['modality=MR', 0],
    ['status=available', 3],
    ['status=cancelled', 0],
  ])('counts studies by %s', async (query, total) => {
    await fhir.query(`update studies set modalities = '{CR,DX}' where study_instance_uid = '1.2.840.77.1'`);
    expect((await resource<Bundle>(`ImagingStudy?${query}&_summary=count`)).total).toBe(total);
  });

  it.each([
    ['ImagingStudy?identifier=urn:oid:1.2.840.77.1', ['1.2.840.77.1']],
    ['ImagingStudy?identifier=urn:dicom:uid|urn:oid:1.2.840.77.1', ['1.2.840.77.1']],
    ['ImagingStudy?started=2026-11-23', ['1.2.840.77.1', '1.2.840.77.2', '1.2.840.77.3']],
    ['ImagingStudy?started=lt2026-11-23', []],
  ])('finds studies by %s', async (search, expected) => expect(await found(search)).toEqual(expected));

  it.each([
    ['Patient?name=JANE', 1],
    ['Patient?name=ane', 0],
    ['Patient?name=%25', 0],
    ['Patient?identifier=1.2.840.77.3-p', 1],
    ['Patient?birthdate=1957', 0],
    ['Patient?gender=other', 0],
  ])('finds patients by %s', async (search, count) => expect(await found(search)).toHaveLength(count));

  it('gives long answers in pages, each of which names the next', async () => {
    const ids: (string | undefined)[] = [];
    let next: string | undefined = `${fhir.base}/DiagnosticReport?status=preliminary,final&_count=2`;
    for (let pages = 0; next && pages < 5; pages += 1) {
      const { total, entry = [], link = [] }: Bundle = await resource<Bundle>(next);
      expect(total).toBe(3);
      ids.push(...entry.map((one) => one.resource?.id));
      next = link.find(({ relation }) => relation === 'next')?.url;
    }
    expect(ids.sort()).toEqual([1, 2, 3].map(report).sort());
  });
});
