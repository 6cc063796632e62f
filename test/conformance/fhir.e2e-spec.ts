import { createHash } from 'node:crypto';
import { validateResource } from '@medplum/core';
import type {
  Bundle,
  CapabilityStatement,
  DiagnosticReport,
  DocumentReference,
  Observation,
  OperationOutcome,
  Resource,
} from '@medplum/fhirtypes';
import { AuditTrail } from '@wetread/audit';
import { AuditQuery } from '@wetread/contracts';
import { Reports, ReviseReport, WithdrawReport } from '@wetread/reporting';
import { reader } from '@wetread/testing';
import { FhirRoom } from './fhir-room';

describe('the FHIR server', () => {
  let fhir: FhirRoom;
  beforeAll(async () => {
    fhir = await FhirRoom.start();
  });
  afterAll(() => fhir.close());

  const resource = <Type extends Resource>(path: string, status?: number) =>
    fhir.resource<Type>(path, status);
  const found = (search: string) => fhir.found(search);
  const report = (at: number) => fhir.report(at);
  const get = (path: string, headers?: Record<string, string>) => fhir.get(path, headers);

  it('tells what it serves, to everyone, and serves what it tells', async () => {
    const anyone = await fetch(`${fhir.base}/metadata`);
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
    // Provenance is not searched without what it is of.
    const searched = (type: string, query: string) =>
      resource<Bundle>(`${type}?${type === 'Provenance' ? 'target=x' : '_count=1'}&${query}`);
    for (const { type, searchInclude = [], searchRevInclude = [], documentation = '' } of served) {
      for (const one of searchInclude) await searched(type ?? '', `_include=${one}`);
      for (const one of searchRevInclude) await searched(type ?? '', `_revinclude=${one}`);
      for (const key of /^_sort takes (.*), with/.exec(documentation)?.[1]?.split(', ') ?? [])
        await searched(type ?? '', `_sort=-${key}`);
    }
    expect(statement.rest?.[0]?.searchParam?.map(({ name }) => name)).toContain('_summary');
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
    [404, 'not-found', 'DiagnosticReport/6f0c8a52-4a9f-4d0c-9b44-0d6a2f6f3d11'],
    [404, 'not-found', "DiagnosticReport/' or 1=1"],
    [404, 'not-found', 'Observation/x.Effusion'],
    [404, 'not-found', 'ImagingStudy/1.2.3'],
    [404, 'not-found', 'Patient/1'],
    [404, 'not-found', 'Device/x'],
    [404, 'not-found', 'Medication/1'],
    [404, 'not-found', 'Device?patient=1'],
    [400, 'invalid', 'Observation?value-concept=1'],
    [400, 'invalid', 'Observation?_sort=code'],
    [400, 'invalid', 'DiagnosticReport?_include=DiagnosticReport:encounter'],
    [400, 'invalid', 'DiagnosticReport?_revinclude=Observation:subject'],
    [400, 'invalid', 'DiagnosticReport?_summary=data'],
    [400, 'invalid', 'DiagnosticReport?conclusion=1'],
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
    const anonymous = await fetch(`${fhir.base}/Patient`);
    expect(anonymous.status).toBe(401);
    expect(((await anonymous.json()) as OperationOutcome).issue?.[0]?.code).toBe('login');
    const importer = await fhir.aToken('import');
    const refused = await fetch(`${fhir.base}/Patient`, { headers: { authorization: `Bearer ${importer}` } });
    expect([refused.status, ((await refused.json()) as OperationOutcome).resourceType]).toEqual([
      403,
      'OperationOutcome',
    ]);
  });

  it('takes nothing in', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect((await fetch(`${fhir.base}/Patient/1`, { method, headers: fhir.authorization })).status).toBe(
        404,
      );
  });

  it('does not tell of a deleted study', async () => {
    await fhir.addReport(9, 'Gone^By');
    await fhir.query(`update studies set deleted_at = now() where study_instance_uid = '1.2.840.77.9'`);
    expect(await found('DiagnosticReport?study=1.2.840.77.9')).toEqual([]);
    expect(await found('ImagingStudy?_id=1.2.840.77.9')).toEqual([]);
    expect(await found('Patient?name=Gone')).toEqual([]);
    await resource(`ImagingStudy/1.2.840.77.9`, 404);
    await resource(`DiagnosticReport/${report(9)}`, 404);
  });

  it('takes back a finding that is told no more', async () => {
    await fhir.addReport(8, 'Poe^Edgar');
    const reportId = report(8);
    const { current } = (await fhir.room.get(Reports).find(reportId)).snapshot;
    const kept = current.sentences.filter(({ finding }) => finding !== 'Cardiomegaly');
    const edits = kept.map(({ id, section, text }) => ({ id, section, text }));
    await fhir.room.get(ReviseReport).execute({ reportId, baseRevision: 1, edits, person: reader });
    const served = await resource<DiagnosticReport>(`DiagnosticReport/${reportId}`);
    expect(JSON.stringify(served.result)).not.toContain('Cardiomegaly');
    expect(await resource(`Observation/${reportId}.Cardiomegaly`)).toMatchObject({
      status: 'entered-in-error',
    });
    expect(await found(`Observation?_id=${reportId}.Cardiomegaly`)).toEqual([]);
  });

  it('tells nothing of a report that was taken back but that it was', async () => {
    await fhir.addReport(6, 'Wrong^Patient');
    const reportId = report(6);
    await fhir.sign(6);
    const withdrawal = { reportId, revision: 2, reason: 'wrong patient', person: reader };
    await fhir.room.get(WithdrawReport).execute(withdrawal);
    const served = await resource<DiagnosticReport>(`DiagnosticReport/${reportId}`);
    expect(served).toMatchObject({ status: 'entered-in-error' });
    expect(served.result).toBeUndefined();
    expect(served.conclusion).toBe('Entered in error - do not use this report.');
    expect(await found(`Observation?_id=${reportId}.Effusion`)).toEqual([]);
    expect(await found(`DiagnosticReport?result=${reportId}.Effusion`)).toEqual([]);
    const finding = await resource<Observation>(`Observation/${reportId}.Effusion`);
    expect([finding.status, finding.valueCodeableConcept]).toEqual(['entered-in-error', undefined]);
  });

  it('marks patient, study, findings and report of a phantom as test data', async () => {
    await fhir.addReport(7, 'PHANTOM^One', ['PHANTOM']);
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
    const entries = JSON.stringify(await fhir.room.get(AuditTrail).page(query));
    expect(entries).toContain('"type":"search"');
    expect(entries).toContain('"parameters":["name"]');
    expect(entries).toContain('1.2.840.77.2');
    expect(entries).not.toContain('Zz-Sought');
  });
});
