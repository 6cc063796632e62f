import { WorklistQuery, Worklist as WorklistPage } from '@wetread/contracts';
import { describeOnEveryDatabase, type TestDatabase } from '@wetread/testing';
import { WorklistReadModel } from './worklist.read-model';

describeOnEveryDatabase('the read model of the worklist', ({ name: where, open }) => {
  let test: TestDatabase;
  let worklist: WorklistReadModel;
  beforeAll(async () => {
    test = await open();
    worklist = new WorklistReadModel(test.database);
    for (const statement of SEED) await test.database.manager().query(statement);
  });
  afterAll(() => test.close());

  /** What the database holds: one study for each state, received a minute apart. */
  const study = (uid: string, minute: number, name: string, state = 'complete') => `
  with patient as (insert into patients (patient_id, patient_name, created_at)
    values ('PID_${uid}', '${name}', now()) returning id)
  insert into studies (study_instance_uid, patient_id, patient_name, accession_number, state, completions,
    first_received_at, last_received_at)
  select '${uid}', id, '${name}', 'ACC-${uid}', '${state}', 1, timestamptz '2026-11-23 12:00Z' + ${minute} * interval '1 minute', now()
  from patient`;
  const report = (uid: string, status: string, edited: boolean, critical: boolean, present: string) => `
  insert into reports (id, study_instance_uid, status, revision, edited_by_person, critical, present_findings,
    signer_id, signed_at, created_at, updated_at)
  values (gen_random_uuid(), '${uid}', '${status}', 1, ${edited}, ${critical}, '${present}',
    ${status === 'final' ? `'u', now()` : 'null, null'}, now(), now())`;
  const inference = (uid: string, completion: number, code: string) => `
  with inference as (insert into inferences (id, study_instance_uid, completion, reason, model_name, model_version,
      model_sha256, status, refusal_code, findings, sentences, marks, milliseconds, created_at)
    values (gen_random_uuid(), '${uid}', ${completion}, 'first', 'm', '1', 's', 'refused', '${code}', '[]', '[]', '[]', 1, now())
    returning id)
  insert into draft_refusals (inference_id, study_instance_uid, completion, code, reason, created_at)
  select id, '${uid}', ${completion}, '${code}', 'because', now() from inference`;

  const SEED = [
    study('1', 1, 'Routine^Rita'),
    report('1', 'preliminary', false, false, '{}'),
    study('2', 2, 'Urgent^Ugo'),
    report('2', 'preliminary', true, false, '{Effusion,Cardiomegaly}'),
    study('3', 3, 'Stat^Stella=山田^花子'),
    report('3', 'preliminary', false, true, '{Pneumothorax}'),
    study('4', 4, 'Signed^Sven'),
    report('4', 'final', true, true, '{Pneumothorax}'),
    study('5', 5, 'Refused^Rolf'),
    inference('5', 1, 'scope.early'),
    inference('5', 2, 'scope.modality-mr'),
    study('6', 6, 'Coming^Carl', 'receiving'),
    study('7', 7, 'Waiting^Willa'),
    study('8', 8, 'Failed^Fritz'),
    `insert into dead_letters (id, type, key, payload, error_code, failed_at)
   values (gen_random_uuid(), 'study.completed', '8', '{"studyInstanceUid": "8"}', 'x', now())`,
    `insert into patients (patient_id, created_at, merged_into)
     select 'OLD-5', now(), id from patients where patient_id = 'PID_5'`,
    `insert into series (series_instance_uid, study_instance_uid, modality) values ('3.1', '3', 'DX'), ('3.2', '3', 'CR'), ('3.3', '3', 'DX')`,
    `insert into instances (sop_instance_uid, sop_class_uid, series_instance_uid, study_instance_uid, transfer_syntax_uid,
     content_hash, bytes, number_of_frames, has_pixel_data, source_kind, source_peer, received_at)
   select '3.1.' || n, 'c', '3.1', '3', 't', 'h', 1, 1, true, 'import', 'spec', now() from generate_series(1, 4) n`,
  ];

  const page = (query: Record<string, unknown> = {}) => worklist.page(WorklistQuery.parse(query));
  const uids = async (query: Record<string, unknown> = {}) =>
    (await page(query)).items.map(({ studyInstanceUid }) => studyInstanceUid);

  describe('the worklist', () => {
    it('puts critical findings first, then any finding, then who has waited longest, the signed last', async () => {
      expect(await uids()).toEqual(['3', '2', '1', '5', '6', '7', '8', '4']);
    });

    it('tells where each study stands', async () => {
      const { items, total } = await page();
      expect(total).toBe(8);
      const states = Object.fromEntries(
        items.map(({ studyInstanceUid, state }) => [studyInstanceUid, state]),
      );
      expect(states).toEqual({
        1: 'drafted',
        2: 'in-progress',
        3: 'drafted',
        4: 'signed',
        5: 'refused',
        6: 'receiving',
        7: 'awaiting-draft',
        8: 'failed',
      });
    });

    it('names findings, modalities, counts and the refusal of the newest completion', async () => {
      const { items } = await page();
      expect(() => WorklistPage.parse({ items, total: 8 })).not.toThrow();
      expect(items.find(({ studyInstanceUid }) => studyInstanceUid === '3')).toMatchObject({
        priority: 'stat',
        findings: ['Pneumothorax'],
        modalities: ['CR', 'DX'],
        instanceCount: 4,
        reportStatus: 'preliminary',
      });
      expect(items.find(({ studyInstanceUid }) => studyInstanceUid === '2')).toMatchObject({
        priority: 'urgent',
        findings: ['Pleural effusion', 'Cardiomegaly'],
      });
      expect(items.find(({ studyInstanceUid }) => studyInstanceUid === '5')?.refusal).toEqual({
        code: 'scope.modality-mr',
        reason: 'because',
      });
    });

    it.each([
      ['stella stat', ['3']],
      ['Stat^Stella', ['3']],
      ['花子', ['3']],
      ['PID_5', ['5']],
      ['old-5', ['5']],
      ['acc-7', ['7']],
      ['nobody', []],
      ['%', []],
    ])('finds "%s"', async (q, found) => expect(await uids({ q })).toEqual(found));

    it('finds a study by what it is called now, and by every ID of its patient', async () => {
      await test.database.manager().query(study('11', 11, 'Before^Bea'));
      for (const statement of [
        `update studies set patient_name = 'After^Ada', accession_number = 'NEW-11' where study_instance_uid = '11'`,
        `insert into patients (patient_id, created_at) values ('KEPT-11', now())`,
        `update patients set merged_into = (select id from patients where patient_id = 'KEPT-11')
          where patient_id = 'PID_11'`,
        `update studies set patient_id = (select id from patients where patient_id = 'KEPT-11')
          where study_instance_uid = '11'`,
        `insert into patients (patient_id, created_at) values ('LATE-11', now())`,
        `update patients set merged_into = (select id from patients where patient_id = 'KEPT-11')
          where patient_id = 'LATE-11'`,
      ])
        await test.database.manager().query(statement);
      for (const q of ['ada after', 'new-11', 'kept-11', 'pid_11', 'late-11', 'ft kep 11'])
        expect([q, await uids({ q })]).toEqual([q, ['11']]);
      for (const q of ['before', 'acc-11', 'ada nobody']) expect(await uids({ q })).toEqual([]);
      await test.database
        .manager()
        .query(`update studies set deleted_at = now() where study_instance_uid = '11'`);
      expect(await page({ q: 'ada' })).toEqual({ items: [], total: 0 });
    });

    it('finds one study, one state, one page', async () => {
      expect(await uids({ studyInstanceUid: '4' })).toEqual(['4']);
      expect(await uids({ state: 'refused' })).toEqual(['5']);
      expect(await uids({ limit: 2, offset: 1 })).toEqual(['2', '1']);
      expect(await page({ offset: 50 })).toEqual({ items: [], total: 8 });
      expect(await page({ q: 'pid_', limit: 1, offset: 2 })).toMatchObject({ total: 8, items: [{}] });
      expect(await page({ q: 'pid_', offset: 50 })).toEqual({ items: [], total: 8 });
    });

    it('follows a study from its arrival to its signature, and hides it while it is deleted', async () => {
      const stands = async () => (await page({ studyInstanceUid: '9' })).items[0]?.state;
      const seen: (string | undefined)[] = [];
      for (const statement of [
        study('9', 9, 'Followed^Fay', 'receiving'),
        `update studies set state = 'complete' where study_instance_uid = '9'`,
        `insert into dead_letters (id, type, key, payload, error_code, failed_at)
          values (gen_random_uuid(), 'study.completed', '9', '{"studyInstanceUid": "9"}', 'x', now())`,
        inference('9', 1, 'scope.early'),
        report('9', 'preliminary', false, false, '{}'),
        `update reports set edited_by_person = true where study_instance_uid = '9'`,
        `update reports set status = 'final', signer_id = 'u', signed_at = now() where study_instance_uid = '9'`,
        `update reports set status = 'entered-in-error' where study_instance_uid = '9'`,
        `update studies set deleted_at = now() where study_instance_uid = '9'`,
      ]) {
        await test.database.manager().query(statement);
        seen.push(await stands());
      }
      expect(seen).toEqual([
        'receiving',
        'awaiting-draft',
        'failed',
        'refused',
        'drafted',
        'in-progress',
        'signed',
        'failed',
        undefined,
      ]);
      expect((await page()).total).toBe(8);
    });

    // PGlite has one session: there two transactions never are at once.
    if (where === 'PostgreSQL')
      it('sees both of two transactions that concern one study at once', async () => {
        const [one, other] = [test.dataSource.createQueryRunner(), test.dataSource.createQueryRunner()];
        await one.query(study('10', 10, 'Twice^Tim', 'receiving'));
        for (const transaction of [one, other]) await transaction.startTransaction();
        await one.query(report('10', 'preliminary', false, true, '{Pneumothorax}'));
        const completed = other.query(
          `update studies set state = 'complete' where study_instance_uid = '10'`,
        );
        await one.commitTransaction();
        await completed;
        await other.commitTransaction();
        for (const transaction of [one, other]) await transaction.release();
        const { items } = await page({ studyInstanceUid: '10' });
        expect(items[0]).toMatchObject({ state: 'drafted', priority: 'stat' });
      });

    if (where === 'PostgreSQL')
      it.each(['the study', 'the merge'])(
        'finds a study by an ID that its patient gets at that moment, when %s commits first',
        async (first) => {
          const uid = first === 'the study' ? '12' : '13';
          const idOf = (id: string) => `(select id from patients where patient_id = '${id}-${uid}')`;
          await test.dataSource.query(
            `insert into patients (patient_id, created_at) values ('STAYS-${uid}', now()), ('GOES-${uid}', now())`,
          );
          const arrival = `insert into studies (study_instance_uid, patient_id, state, first_received_at, last_received_at)
            values ('${uid}', ${idOf('STAYS')}, 'complete', now(), now())`;
          // As the registry of patients does it: who is changed is locked before.
          const merge = `with locked as materialized (
              select id from patients where patient_id in ('STAYS-${uid}', 'GOES-${uid}') for update)
            update patients set merged_into = ${idOf('STAYS')} where id = ${idOf('GOES')}
              and (select count(*) from locked) = 2`;
          const [one, other] = [test.dataSource.createQueryRunner(), test.dataSource.createQueryRunner()];
          for (const transaction of [one, other]) await transaction.startTransaction();
          await one.query(first === 'the study' ? arrival : merge);
          const second = other.query(first === 'the study' ? merge : arrival);
          await new Promise((resolve) => setTimeout(resolve, 200));
          await one.commitTransaction();
          await second;
          await other.commitTransaction();
          for (const transaction of [one, other]) await transaction.release();
          expect(await uids({ q: `goes-${uid}` })).toEqual([uid]);
        },
      );
  });
});
