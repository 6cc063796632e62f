import { AuditModule } from '@wetread/audit';
import { DeliveryModule } from '@wetread/delivery';
import { IdentityModule } from '@wetread/identity';
import { ImagingStudyModule } from '@wetread/imaging-study';
import { InferenceModule } from '@wetread/inference';
import { InsightsModule } from '@wetread/insights';
import { OrdersModule } from '@wetread/orders';
import { ReportingModule } from '@wetread/reporting';
import { RoutingModule } from '@wetread/routing';
import { WorkitemsModule } from '@wetread/workitems';
import {
  describeUnless,
  HttpRoom,
  NO_POSTGRES,
  startPostgresTestDatabase,
  testConfig,
  type TestDatabase,
  testPostgresUrl,
} from '@wetread/testing';
import { Client } from 'pg';

const STUDIES = 20_000;
/** What has no more rows may be read from one end to the other: such tables stay small, whatever a house stores. */
const FEW = 1_000;

const SEED = [
  `insert into patients (id, patient_id, patient_name, birth_date, sex, created_at)
    select gen_random_uuid(), 'PID-' || n, 'Family' || n || '^Given', '19500101', 'F', now()
    from generate_series(1, ${STUDIES / 2}) n`,
  `insert into studies (study_instance_uid, patient_id, patient_name, search_name, name_lexemes, study_date, study_time,
      accession_number, state, completions, first_received_at, last_received_at, completed_at, modalities,
      number_of_series, number_of_instances, attributes)
    select '1.2.840.99.' || n, patient.id, patient.patient_name, lower(patient.patient_name),
      array_to_tsvector(array['a' || n]), to_char(date '2015-01-01' + n % 4000, 'YYYY-MM-DD'), '101500', 'ACC-' || n, 'complete', 1,
      now() - n * interval '1 minute', now() - n * interval '1 minute', now(), '{DX}', 1, 2, '{}'
    from generate_series(1, ${STUDIES}) n join patients patient on patient.patient_id = 'PID-' || (1 + n % ${STUDIES / 2})`,
  `insert into series (series_instance_uid, study_instance_uid, modality, number_of_instances)
    select study_instance_uid || '.1', study_instance_uid, 'DX', 2 from studies`,
  `insert into instances (sop_instance_uid, sop_class_uid, series_instance_uid, study_instance_uid, transfer_syntax_uid,
      content_hash, bytes, number_of_frames, has_pixel_data, source_kind, source_peer, received_at)
    select series_instance_uid || '.' || n, '1.2.840.10008.5.1.4.1.1.1.1', series_instance_uid, study_instance_uid,
      '1.2.840.10008.1.2.1', repeat('a', 64), 1000, 1, true, 'dimse', 'X', now()
    from series, generate_series(1, 2) n`,
  `insert into reports (id, study_instance_uid, status, revision, signer_id, signed_at, created_at, updated_at)
    select gen_random_uuid(), study_instance_uid, 'final', 1, 'u', now(), now(), now() from studies`,
  `insert into inferences (id, study_instance_uid, completion, reason, model_name, model_version, model_sha256, status,
      findings, sentences, marks, milliseconds, created_at)
    select id, study_instance_uid, 1, 'first', 'toy', '1', repeat('a', 64), 'read', '[]', '[]', '[]', 1, now() from reports`,
  `insert into report_revisions (report_id, revision, status, author_kind, author_id, author_name, sentences, findings,
      marks, inference_id, completion, content_hash, created_at)
    select id, 1, 'final', 'person', 'u', 'U', '[]', '[]', '[]', id, 1, repeat('a', 64), now() from reports`,
  `insert into audit_entries (sequence, at, action, outcome, actor_kind, actor_id, subject_type, subject_id,
      study_instance_uid, details, previous_hash, hash)
    select 1000000 + row_number() over (), now(), 'viewed', 'success', 'user', 'u', 'study', study_instance_uid,
      study_instance_uid, '{}', '', '' from studies`,
  `insert into orders (patient_id, placer_order_number, accession_number, priority, status, source_kind, source_peer,
      created_at, updated_at)
    select patient_id, 'P-' || study_instance_uid, accession_number, 'routine', 'requested', 'hl7', 'RIS', now(), now()
    from studies`,
  `insert into workitems (uid, state, attributes, input_studies, priority, created_at, modified_at)
    select study_instance_uid || '.9', 'COMPLETED', '{}', array[study_instance_uid], 2,
      date_trunc('milliseconds', now()), now() from studies`,
  'analyze',
];

interface Statement {
  text: string;
  values: unknown[];
}

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Filter?: string;
  Plans?: Plan[];
}

/** The tables and indexes that are read from one end to the other, the latter with most thrown away. */
function readWhole(plan: Plan): string[] {
  const isSearched = plan['Index Cond'] !== undefined || plan.Filter === undefined;
  const read = /^Index( Only)? Scan$/.test(plan['Node Type']) && !isSearched ? plan['Index Name'] : undefined;
  const whole = plan['Node Type'] === 'Seq Scan' ? plan['Relation Name'] : read;
  return [...(whole ? [whole] : []), ...(plan.Plans ?? []).flatMap(readWhole)];
}

const server = testPostgresUrl();

describeUnless(server ? null : NO_POSTGRES, `what PostgreSQL reads of ${STUDIES} studies`, () => {
  let test: TestDatabase;
  let room: HttpRoom;
  const asked: Statement[] = [];
  let listening: jest.SpyInstance;
  let rows: ReadonlyMap<string, number>;

  beforeAll(async () => {
    test = await startPostgresTestDatabase(server!);
    for (const statement of SEED) await test.dataSource.query(statement);
    const relations = await test.dataSource.query<{ relname: string; reltuples: number }[]>(
      'select relname, reltuples from pg_class',
    );
    rows = new Map(relations.map(({ relname, reltuples }) => [relname, reltuples]));
    room = await HttpRoom.start({
      database: test,
      config: testConfig({ WETREAD_PROFILE: 'demo' }),
      users: { anna: 'radiologist', root: 'admin' },
      imports: [
        AuditModule,
        IdentityModule,
        ImagingStudyModule,
        OrdersModule,
        RoutingModule,
        InferenceModule,
        ReportingModule,
        DeliveryModule,
        InsightsModule,
        WorkitemsModule,
      ],
    });
    // pg's overloads of this method are more than a type can say.
    const query = Client.prototype.query as (...args: unknown[]) => unknown;
    listening = jest.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...args) {
      const [first, values] = args as unknown as [string | Statement, unknown[]?];
      const { text, values: own } = typeof first === 'string' ? { text: first, values } : first;
      // A copy, since callers go on to use their list.
      asked.push({ text, values: [...(own ?? values ?? [])] });
      return query.apply(this, args) as never;
    });
  }, 300_000);
  afterAll(async () => {
    listening?.mockRestore();
    await room?.close();
    await test?.close();
  });

  /** The large tables and indexes that answering reads from one end to the other, with what reads them. */
  async function readFor(path: string): Promise<string[]> {
    asked.length = 0;
    const answer = await room.as(path.startsWith('/api/audit') ? 'root' : 'anna').get(path);
    expect([200, 204]).toContain(answer.status);
    const questions = asked.filter(({ text }) => /^\s*(select|with)\b/i.test(text));
    expect(questions.length).toBeGreaterThan(0);
    const read = new Set<string>();
    for (const { text, values } of questions) {
      const [row] = await test.dataSource.query<{ 'QUERY PLAN': { Plan: Plan }[] }[]>(
        `explain (format json) ${text}`,
        values,
      );
      for (const table of readWhole(row!['QUERY PLAN'][0]!.Plan))
        if ((rows.get(table) ?? 0) > FEW) read.add(`${table} for ${text}`);
    }
    return [...read];
  }

  it.each([
    '/dicom-web/studies?PatientID=PID-77',
    '/dicom-web/studies?PatientName=FAMILY7777*',
    '/dicom-web/studies?PatientName=family77&fuzzymatching=true',
    '/dicom-web/studies?AccessionNumber=ACC-77',
    '/dicom-web/studies?StudyInstanceUID=1.2.840.99.77',
    '/dicom-web/studies?StudyDate=20200101',
    '/dicom-web/studies?limit=101&offset=0',
    '/dicom-web/studies/1.2.840.99.77/series',
    '/dicom-web/studies/1.2.840.99.77/instances',
    '/dicom-web/studies/1.2.840.99.77/series/1.2.840.99.77.1/instances',
    '/dicom-web/series?PatientID=PID-77',
    '/dicom-web/instances?PatientID=PID-77',
    '/api/studies/1.2.840.99.77',
    '/api/studies/1.2.840.99.77/routing',
    '/api/studies/1.2.840.99.77/priors',
    '/api/worklist?studyInstanceUid=1.2.840.99.77',
    '/api/worklist?state=drafted',
    '/api/worklist?q=acc-7777',
    '/api/worklist?q=family77+given+pid-77',
    '/api/audit?studyInstanceUid=1.2.840.99.77',
    '/api/audit?action=signed',
    '/fhir/DiagnosticReport?patient.identifier=PID-77',
    '/fhir/ImagingStudy?identifier=urn:oid:1.2.840.99.77',
    '/fhir/ImagingStudy?identifier=ACC-77',
    '/fhir/DiagnosticReport?identifier=urn:uuid:11111111-2222-4333-8444-555555555555',
    '/fhir/DiagnosticReport?identifier=ACC-77',
    '/fhir/DiagnosticReport?patient=11111111-2222-4333-8444-555555555555',
    '/fhir/DiagnosticReport?patient.identifier=urn:wetread:no-issuer|PID-77',
    '/fhir/DiagnosticReport?result=11111111-2222-4333-8444-555555555555.Effusion',
    '/fhir/Observation?patient=11111111-2222-4333-8444-555555555555&code=60046008',
    '/fhir/Observation?patient.identifier=PID-77&_include=Observation:device',
    '/fhir/Observation?_id=11111111-2222-4333-8444-555555555555.Effusion',
    '/dicom-web/workitems?ProcedureStepState=SCHEDULED&limit=20',
  ])('%s looks only where it must', async (path) => {
    expect(await readFor(path)).toEqual([]);
  });

  it('the worklist looks up its page, and only counts the rest', async () => {
    expect(await readFor('/api/worklist?limit=10')).toEqual([
      expect.stringMatching(/^worklist_entries for /),
    ]);
  });
});
