import { createHash } from 'node:crypto';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import type {
  Bundle,
  CapabilityStatement,
  DiagnosticReport,
  DocumentReference,
  OperationOutcome,
  Resource,
} from '@medplum/fhirtypes';
import { AuditModule, AuditTrail } from '@wetread/audit';
import { AuditQuery } from '@wetread/contracts';
import { CreateToken, IdentityModule, type TokenScope } from '@wetread/identity';
import { Inferences } from '@wetread/inference';
import { studyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { DraftReport, ReportingModule, Reports, ReviseReport, SignReport } from '@wetread/reporting';
import { aReading, HttpRoom, keepReading, loadFhirDefinitions, reader, seedStudy } from '@wetread/testing';

const by = { kind: 'system', id: 'spec' } as const;

describe('the FHIR server', () => {
  let room: HttpRoom;
  let base: string;
  let token: string;
  const reportIds: Record<string, string> = {};

  beforeAll(async () => {
    loadFhirDefinitions(indexStructureDefinitionBundle);
    room = await HttpRoom.start({ imports: [AuditModule, IdentityModule, ReportingModule] });
    base = `${room.url}/fhir`;
    token = await aToken('read');
    for (const [at, name] of [
      [1, 'Doe^Jane'],
      [2, 'Roe^Richard'],
      [3, 'Grüße^Łucja'],
    ] as const)
      await aReport(at, name);
    await sign('1.2.840.77.2');
  });
  afterAll(() => room.close());

  async function aToken(scope: TokenScope): Promise<string> {
    const order = { name: `spec ${scope}`, scopes: [scope], expiresAt: null, by };
    return (await room.get(CreateToken).execute(order)).secret;
  }
  async function aReport(at: number, patient: string, marks: string[] = []): Promise<void> {
    const uid = `1.2.840.77.${at}`;
    await seedStudy(room.get(Database), uid, patient);
    const reading = { ...aReading(), marks };
    await room.get(DraftReport).execute(await keepReading(room.get(Inferences), uid, reading));
    reportIds[uid] = (await room.get(Reports).findByStudy(studyInstanceUid(uid)))?.id ?? '';
  }
  const sign = (uid: string) =>
    room.get(SignReport).execute({
      reportId: reportIds[uid] ?? '',
      revision: 1,
      acknowledgedCriticalFindings: true,
      person: reader,
    });

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(path.startsWith('http') ? path : `${base}/${path}`, {
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
  async function resource<Type extends Resource>(path: string, status = 200): Promise<Type> {
    const answer = await get(path);
    const body = (await answer.json()) as Type;
    expect([answer.status, body]).toEqual([status, body]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/fhir\+json/);
    expect(() => validateResource(body)).not.toThrow();
    return body;
  }
  const found = async (search: string): Promise<(string | undefined)[]> =>
    ((await resource<Bundle>(search)).entry ?? []).map((entry) => entry.resource?.id).sort();
  const report = (at: number): string => reportIds[`1.2.840.77.${at}`] ?? '';

  it('tells what it serves, to everyone, and serves what it tells', async () => {
    const anyone = await fetch(`${base}/metadata`);
    expect(anyone.status).toBe(200);
    const statement = (await anyone.json()) as CapabilityStatement;
    expect(() => validateResource(statement)).not.toThrow();
    const served = statement.rest?.[0]?.resource ?? [];
    expect(served.map(({ type }) => type)).toEqual([
      'DiagnosticReport',
      'Observation',
      'ImagingStudy',
      'Patient',
      'Provenance',
      'Device',
      'DocumentReference',
    ]);
    const samples = { token: 'x', date: '2026-11-23', string: 'x', reference: 'Patient/x' } as const;
    for (const { type, searchParam = [] } of served)
      for (const { name, type: kind } of searchParam.filter(() => type !== 'Provenance'))
        expect((await get(`${type}?${name}=${samples[kind as keyof typeof samples]}`)).status).toBe(200);
  });

  it('gives a report, and everything that it points at, each valid', async () => {
    const served = await resource<DiagnosticReport>(`DiagnosticReport/${report(1)}`);
    const references = [...JSON.stringify(served).matchAll(/"reference":"([^"]+)"/g)].map(([, to]) => to);
    expect(references.length).toBeGreaterThanOrEqual(5);
    for (const reference of references) await resource(reference ?? '');
    const { entry = [] } = await resource<Bundle>(`Provenance?target=DiagnosticReport/${report(1)}`);
    expect(entry).toHaveLength(1);
    for (const one of entry) await resource(`Provenance/${one.resource?.id}`);
    const device = JSON.stringify(entry).match(/Device\/[0-9a-f]{64}/)?.[0];
    expect(await resource(device ?? '')).toMatchObject({ version: [{ value: '0.1.0' }] });
  });

  it('tells what is to be known of each model before it is used, as HTI-1 wants it', async () => {
    const all = await resource<Bundle<DocumentReference>>('DocumentReference');
    const shipped = (all.entry ?? []).flatMap(({ resource: one }) => one ?? []);
    const drafting = shipped.find(({ masterIdentifier }) =>
      masterIdentifier?.value?.startsWith('wetread-cxr/'),
    );
    const name = drafting?.masterIdentifier?.value ?? '';
    const { id, content, identifier } = drafting!;
    expect(await found(`DocumentReference?identifier=${name}`)).toEqual([id]);
    expect(await resource(`DocumentReference/${id}`)).toEqual(drafting);
    expect(await found(`DocumentReference?identifier=urn:ietf:rfc:3986|${identifier?.[0]?.value}`)).toEqual([
      id,
    ]);
    expect(await found('DocumentReference?identifier=nobody')).toEqual([]);
    expect(await found('DocumentReference?status=current&_count=1')).toHaveLength(1);
    await resource('DocumentReference/source-attributes-of-nobody', 404);
    const [json, markdown] = content.map(({ attachment: { contentType, data, size, hash } }) => {
      const bytes = Buffer.from(data ?? '', 'base64');
      expect([bytes.length, createHash('sha1').update(bytes).digest('base64')]).toEqual([size, hash]);
      return { contentType, text: bytes.toString() };
    });
    expect([json?.contentType, markdown?.contentType]).toEqual([
      'application/json',
      'text/markdown; charset=utf-8',
    ]);
    const { attributes, model } = JSON.parse(json?.text ?? '') as {
      attributes: { paragraph: string; value: string }[];
      model: { name: string; version: string };
    };
    expect(attributes).toHaveLength(31);
    expect(attributes.filter(({ value }) => value === '' || value === 'not evaluated')).toEqual([]);
    expect(`${model.name}/${model.version}`).toBe(name);
    for (const { paragraph } of attributes) expect(markdown?.text).toContain(`**${paragraph} `);
  });

  it('keeps every revision of a report, and tags each', async () => {
    const first = await get(`DiagnosticReport/${report(2)}/_history/1`);
    const now = await get(`DiagnosticReport/${report(2)}`);
    expect([first.headers.get('etag'), now.headers.get('etag')]).toEqual(['W/"1"', 'W/"2"']);
    const [draft, signed] = [
      (await first.json()) as DiagnosticReport,
      (await now.json()) as DiagnosticReport,
    ];
    expect([draft.status, signed.status]).toEqual(['preliminary', 'final']);
    expect(draft.meta?.security?.[0]?.code).toBe('AIAST');
    expect(signed.meta?.security?.[0]?.code).toBe('CLINAST_AIRPT');
    expect(signed.resultsInterpreter?.[0]?.display).toBe(reader.name);
    await resource(`DiagnosticReport/${report(2)}/_history/3`, 404);
  });

  it('says nothing anew to a client that has the revision already', async () => {
    const headers = { 'if-none-match': 'W/"2"' };
    const again = await get(`DiagnosticReport/${report(2)}`, headers);
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await get(`DiagnosticReport/${report(1)}`, headers)).status).toBe(200);
  });

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
  ])('finds patients by %s', async (search, count) => expect(await found(search)).toHaveLength(count));

  it('gives long answers in pages, each of which names the next', async () => {
    const ids: (string | undefined)[] = [];
    let next: string | undefined = `${base}/DiagnosticReport?status=preliminary,final&_count=2`;
    for (let pages = 0; next && pages < 5; pages += 1) {
      const { total, entry = [], link = [] }: Bundle = await resource<Bundle>(next);
      expect(total).toBe(3);
      ids.push(...entry.map((one) => one.resource?.id));
      next = link.find(({ relation }) => relation === 'next')?.url;
    }
    expect(ids.sort()).toEqual([1, 2, 3].map(report).sort());
  });

  it.each([
    [404, 'not-found', 'DiagnosticReport/6f0c8a52-4a9f-4d0c-9b44-0d6a2f6f3d11'],
    [404, 'not-found', "DiagnosticReport/' or 1=1"],
    [404, 'not-found', 'Observation/x.Effusion'],
    [404, 'not-found', 'ImagingStudy/1.2.3'],
    [404, 'not-found', 'Patient/1'],
    [404, 'not-found', 'Device/x'],
    [404, 'not-found', 'Medication/1'],
    [404, 'not-found', 'Observation?patient=1'],
    [400, 'invalid', 'DiagnosticReport?code=1'],
    [400, 'invalid', 'DiagnosticReport?date=yesterday'],
    [400, 'invalid', 'Provenance'],
  ])('answers %i with an OperationOutcome of %s to %s', async (status, code, path) => {
    const { issue } = await resource<OperationOutcome>(path, status);
    expect(issue?.[0]?.code).toBe(code);
  });

  it('writes JSON only, and says so', async () => {
    expect((await get(`Patient?_format=xml`)).status).toBe(406);
    expect((await get('Patient', { accept: 'application/fhir+xml' })).status).toBe(406);
    for (const accept of [
      '*/*',
      'application/fhir+json',
      'application/json',
      'application/fhir+json; fhirVersion=4.0',
    ])
      expect((await get('Patient', { accept })).status).toBe(200);
    expect((await get('Patient?_format=application/fhir+json', { accept: 'text/html' })).status).toBe(200);
  });

  it('tells nothing to who may not read', async () => {
    const anonymous = await fetch(`${base}/Patient`);
    expect(anonymous.status).toBe(401);
    expect(((await anonymous.json()) as OperationOutcome).issue?.[0]?.code).toBe('login');
    const importer = await aToken('import');
    const refused = await fetch(`${base}/Patient`, { headers: { authorization: `Bearer ${importer}` } });
    expect([refused.status, ((await refused.json()) as OperationOutcome).resourceType]).toEqual([
      403,
      'OperationOutcome',
    ]);
  });

  it('takes nothing in', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect(
        (await fetch(`${base}/Patient/1`, { method, headers: { authorization: `Bearer ${token}` } })).status,
      ).toBe(404);
  });

  it('does not tell of a deleted study', async () => {
    await aReport(9, 'Gone^By');
    await room
      .get(Database)
      .manager()
      .query(`update studies set deleted_at = now() where study_instance_uid = '1.2.840.77.9'`);
    expect(await found('DiagnosticReport?study=1.2.840.77.9')).toEqual([]);
    expect(await found('ImagingStudy?_id=1.2.840.77.9')).toEqual([]);
    expect(await found('Patient?name=Gone')).toEqual([]);
    await resource(`ImagingStudy/1.2.840.77.9`, 404);
    await resource(`DiagnosticReport/${report(9)}`, 404);
  });

  it('takes back a finding that is told no more', async () => {
    await aReport(8, 'Poe^Edgar');
    const reportId = report(8);
    const { current } = (await room.get(Reports).find(reportId)).snapshot;
    const kept = current.sentences.filter(({ finding }) => finding !== 'Cardiomegaly');
    const edits = kept.map(({ id, section, text }) => ({ id, section, text }));
    await room.get(ReviseReport).execute({ reportId, baseRevision: 1, edits, person: reader });
    const served = await resource<DiagnosticReport>(`DiagnosticReport/${reportId}`);
    expect(JSON.stringify(served.result)).not.toContain('Cardiomegaly');
    expect(await resource(`Observation/${reportId}.Cardiomegaly`)).toMatchObject({
      status: 'entered-in-error',
    });
  });

  it('marks patient, study, findings and report of a phantom as test data', async () => {
    await aReport(7, 'PHANTOM^One', ['PHANTOM']);
    const [patient] = await found('Patient?name=phantom');
    for (const path of [
      `Patient/${patient}`,
      'ImagingStudy/1.2.840.77.7',
      `Observation/${report(7)}.Effusion`,
      `DiagnosticReport/${report(7)}`,
    ])
      expect((await resource(path)).meta?.security).toContainEqual(
        expect.objectContaining({ code: 'HTEST' }),
      );
    expect((await resource('ImagingStudy/1.2.840.77.1')).meta?.security).toBeUndefined();
  });

  it('leaves a trace of who read and searched, without what was sought', async () => {
    await get('Patient?name=Zz-Sought');
    const query = AuditQuery.parse({ action: 'viewed', limit: 500 });
    const entries = JSON.stringify(await room.get(AuditTrail).page(query));
    expect(entries).toContain('"type":"search"');
    expect(entries).toContain('"parameters":["name"]');
    expect(entries).toContain('1.2.840.77.2');
    expect(entries).not.toContain('Zz-Sought');
  });
});
