import { randomUUID } from 'node:crypto';
import { DatabaseAuditTrail } from '@wetread/audit';
import type { AuditAction } from '@wetread/contracts';
import { Inferences, type Inference, type Reading } from '@wetread/inference';
import { studyInstanceUid, type Clock, type SopInstanceUid, type StudyInstanceUid } from '@wetread/kernel';
import { aReading, reader, seedStudy, describeOnEveryDatabase, type TestDatabase } from '@wetread/testing';
import { DraftOutcomeRepository } from '../infrastructure/draft-outcome.repository';
import { ReportRepository } from '../infrastructure/report.repository';
import { AddAddendum } from './add-addendum.use-case';
import { ChangeReport } from './change-report';
import { CorrectReport } from './correct-report.use-case';
import { DraftReport } from './draft-report.use-case';
import { ReadReport } from './read-report.use-case';
import { ReviseReport } from './revise-report.use-case';
import { SignReport } from './sign-report.use-case';
import { WithdrawReport } from './withdraw-report.use-case';

describeOnEveryDatabase('reports', ({ open }) => {
  let study: StudyInstanceUid;
  let test: TestDatabase;
  let audit: DatabaseAuditTrail;
  let reports: ReportRepository;
  let draftReport: DraftReport;
  let readReport: ReadReport;
  let revise: ReviseReport;
  let sign: SignReport;
  let append: AddAddendum;
  let correct: CorrectReport;
  let second = 0;
  // Every question moves the clock on, so that "newer than" can be told.
  const clock: Clock = { now: () => new Date(Date.UTC(2026, 10, 23, 12, 0, (second += 1))) };

  beforeAll(async () => {
    test = await open(clock);
    audit = new DatabaseAuditTrail(test.database, clock);
    reports = new ReportRepository(test.database, test.outbox);
    const outcomes = new DraftOutcomeRepository(test.database);
    const change = new ChangeReport(reports, audit, test.database, clock);
    draftReport = new DraftReport(stored, reports, outcomes, audit, test.database, clock);
    readReport = new ReadReport(reports, outcomes);
    revise = new ReviseReport(change);
    sign = new SignReport(change);
    append = new AddAddendum(change);
    correct = new CorrectReport(change);
  });
  afterAll(() => test.close());

  let studies = 0;
  beforeEach(async () => {
    study = studyInstanceUid(`1.2.840.99.${(studies += 1)}`);
    await seedStudy(test.database, study);
  });

  const inferences = new Map<string, Inference>();
  /** The inference room's own store is specified there; here only what it answers matters. */
  class InferencesInMemory extends Inferences {
    find = async (id: string): Promise<Inference | null> => inferences.get(id) ?? null;
    findByKey = async (): Promise<Inference | null> => null;
    latestOfStudy = async (): Promise<Inference | null> => null;
    add = async (): Promise<boolean> => true;
  }
  const stored = new InferencesInMemory();

  async function anInference(completion = 1, reading: Reading = aReading()): Promise<string> {
    const id = randomUUID();
    const inference: Inference = {
      id,
      studyInstanceUid: study,
      completion,
      reason: completion === 1 ? 'first' : 'late-instance',
      model: { name: 'wetread-cxr', version: '0.1.0', sha256: 'a'.repeat(64) },
      film: { sopInstanceUid: `${study}.1.1` as SopInstanceUid, frame: 1 },
      reading,
      createdAt: clock.now(),
    };
    inferences.set(id, inference);
    await test.database.manager().query(
      `insert into inferences (id, study_instance_uid, completion, reason, model_name, model_version, model_sha256,
       status, refusal_code, findings, sentences, marks, milliseconds, created_at)
     values ($1, $2, $3, 'x', 'm', '1', 'sha', $4, $5, '[]', '[]', '[]', 1, now())`,
      [id, study, completion, reading.status, reading.refusal?.code ?? null],
    );
    return id;
  }

  const actions = async (): Promise<AuditAction[]> =>
    (await audit.page({ studyInstanceUid: study })).entries.map(({ action }) => action).toReversed();
  const opened = () => readReport.ofStudy(study);
  const edits = async () =>
    (await opened()).report.snapshot.current.sentences.map(({ id, section, text }) => ({
      id,
      section,
      text,
    }));

  async function drafted(): Promise<string> {
    await draftReport.execute(await anInference());
    return (await opened()).report.id;
  }

  describe('an inference becomes a draft', () => {
    it('once, however often it is delivered', async () => {
      const id = await anInference();
      expect(await draftReport.execute(id)).toBe('drafted');
      expect(await draftReport.execute(id)).toBe('skipped');
      const { report, proposal } = await opened();
      expect(report.snapshot.current).toMatchObject({ revision: 1, status: 'preliminary', inferenceId: id });
      expect(report.snapshot.current.sentences[0]?.evidence).toEqual({
        sopInstanceUid: `${study}.1.1`,
        frame: 1,
        box: [0.5, 0.6, 0.3, 0.2],
      });
      expect(proposal).toBeNull();
      expect(await actions()).toEqual(['drafted']);
    });

    it('which says what was undone of its picture, in every revision', async () => {
      const repairs = ['inverted', 'rotated-270'] as const;
      await draftReport.execute(await anInference(1, { ...aReading(), repairs }));
      const notes = [
        {
          code: 'inverted',
          message: 'The picture was stored as a negative; bright and dark were exchanged before it was read.',
        },
        {
          code: 'rotated-270',
          message:
            'The picture was stored turned by 90 degrees counter-clockwise; it was turned upright before it was read.',
        },
      ];
      const { report } = await opened();
      expect(report.snapshot.current.notes).toEqual(notes);
      const [first] = await edits();
      await revise.execute({
        reportId: report.id,
        baseRevision: 1,
        person: reader,
        edits: [{ ...first!, text: 'Clear.' }],
      });
      expect((await opened()).report.snapshot.current).toMatchObject({ revision: 2, notes });
    });

    it('which names the film that it was compared with, in every revision', async () => {
      const prior = { studyInstanceUid: '1.2.2', sopInstanceUid: '1.2.2.1', acquiredOn: '2026-03-02' };
      await draftReport.execute(await anInference(1, { ...aReading(), prior }));
      const { report } = await opened();
      expect(report.snapshot.current.prior).toEqual(prior);
      const [first] = await edits();
      await revise.execute({
        reportId: report.id,
        baseRevision: 1,
        person: reader,
        edits: [{ ...first!, text: 'Clear.' }],
      });
      expect((await opened()).report.snapshot.current).toMatchObject({ revision: 2, prior });
    });

    it('unless the model refused: the refusal is recorded and no report exists', async () => {
      const refusal = { code: 'scope.modality-mr', reason: 'This is an MR series.' };
      const id = await anInference(1, {
        ...aReading(),
        status: 'refused',
        refusal,
        sentences: [],
        findings: [],
      });
      expect(await draftReport.execute(id)).toBe('refused');
      expect(await draftReport.execute(id)).toBe('skipped');
      await expect(opened()).rejects.toMatchObject({
        code: 'report.draft-refused',
        status: 'not-found',
        message: expect.stringContaining('This is an MR series.'),
      });
      const { entries } = await audit.page({ studyInstanceUid: study });
      expect(entries).toMatchObject([{ action: 'draft-refused', details: { code: 'scope.modality-mr' } }]);
    });

    it('and a refusal later does not take the draft away', async () => {
      await drafted();
      const refusal = { code: 'scope.no-pixels', reason: 'x' };
      expect(
        await draftReport.execute(await anInference(2, { ...aReading(), status: 'refused', refusal })),
      ).toBe('refused');
      expect((await opened()).report.status).toBe('preliminary');
    });
  });

  describe('a late instance', () => {
    it('makes a new revision of a draft that nobody touched, and says why', async () => {
      await drafted();
      expect(await draftReport.execute(await anInference(2))).toBe('redrafted');
      expect((await opened()).report.snapshot.current).toMatchObject({
        revision: 2,
        reason: 'late-instance',
      });
    });

    it('waits beside what a person has edited, until the person revises again', async () => {
      const reportId = await drafted();
      const [, ...rest] = await edits();
      await revise.execute({ reportId, baseRevision: 1, edits: rest, person: reader });
      expect(await draftReport.execute(await anInference(2))).toBe('proposed');
      const { report, proposal } = await opened();
      expect(report.revision).toBe(2);
      expect(proposal).toMatchObject({ reason: 'late-instance', completion: 2 });
      await revise.execute({ reportId, baseRevision: 2, edits: rest.slice(1), person: reader });
      expect((await opened()).proposal).toBeNull();
    });

    it('never touches a signed report', async () => {
      const reportId = await drafted();
      await sign.execute({ reportId, revision: 1, acknowledgedCriticalFindings: false, person: reader });
      expect(await draftReport.execute(await anInference(2))).toBe('proposed');
      expect((await opened()).report).toMatchObject({ status: 'final', revision: 2 });
    });

    it('is not undone by the reading of an earlier completion that comes last', async () => {
      const early = await anInference(1);
      await draftReport.execute(await anInference(2));
      expect(await draftReport.execute(early)).toBe('superseded');
      expect((await opened()).report.revision).toBe(1);
    });
  });

  describe('a reader', () => {
    it('edits, signs, adds and corrects; every step stays readable and is in the trail', async () => {
      const reportId = await drafted();
      const first = await edits();
      const reworded = first.map((one, at) =>
        at === 0 ? { ...one, text: one.text.replace('small', 'moderate') } : one,
      );
      await revise.execute({ reportId, baseRevision: 1, edits: reworded, person: reader });
      await sign.execute({ reportId, revision: 2, acknowledgedCriticalFindings: false, person: reader });
      await append.execute({ reportId, revision: 3, text: 'Discussed with the ward.', person: reader });
      const corrected = (await edits()).map((one) => ({ ...one, text: one.text.replace('left', 'right') }));
      await correct.execute({
        reportId,
        baseRevision: 4,
        edits: corrected,
        reason: 'wrong side',
        kind: 'corrected',
        person: reader,
      });

      const history = await readReport.history(reportId);
      expect(history.map(({ revision }) => revision.status)).toEqual([
        'preliminary',
        'preliminary',
        'final',
        'appended',
        'corrected',
      ]);
      expect(history.map(({ revision }) => revision.author.kind)).toEqual([
        'model',
        'person',
        'person',
        'person',
        'person',
      ]);
      expect(history[0]?.difference).toEqual([]);
      expect(history[1]?.difference.filter(({ kind }) => kind !== 'same')).toEqual([
        { kind: 'removed', text: 'small' },
        { kind: 'added', text: 'moderate' },
      ]);
      expect(await actions()).toEqual(['drafted', 'edited', 'signed', 'appended', 'corrected']);
      expect((await audit.verify()).intact).toBe(true);
    });

    it('finds the report as it was stored, to the last hash', async () => {
      const reportId = await drafted();
      const signedReport = await sign.execute({
        reportId,
        revision: 1,
        acknowledgedCriticalFindings: false,
        person: reader,
      });
      expect((await reports.find(reportId)).snapshot).toEqual(signedReport.snapshot);
    });

    it('loses the race against another reader with 409, and nothing is half done', async () => {
      const reportId = await drafted();
      const [, ...rest] = await edits();
      const attempts = await Promise.allSettled([
        revise.execute({ reportId, baseRevision: 1, edits: rest, person: reader }),
        revise.execute({
          reportId,
          baseRevision: 1,
          edits: rest.slice(1),
          person: { userId: 'u-2', name: 'B' },
        }),
      ]);
      const lost = attempts.filter((attempt) => attempt.status === 'rejected');
      expect(lost).toHaveLength(1);
      expect(lost[0]?.reason).toMatchObject({ code: 'report.revision-stale', status: 'conflict' });
      expect(await actions()).toEqual(['drafted', 'edited']);
    });

    it('signs once: the second signature is refused and leaves no trace', async () => {
      const reportId = await drafted();
      const command = { reportId, acknowledgedCriticalFindings: false, person: reader };
      await sign.execute({ ...command, revision: 1 });
      await expect(sign.execute({ ...command, revision: 2 })).rejects.toMatchObject({
        code: 'report.already-final',
      });
      expect(await actions()).toEqual(['drafted', 'signed']);
    });

    it('keeps the report as it was when the audit trail cannot be written', async () => {
      const reportId = await drafted();
      await test.database.manager().query('alter table audit_head rename to audit_head_gone');
      await expect(
        sign.execute({ reportId, revision: 1, acknowledgedCriticalFindings: false, person: reader }),
      ).rejects.toThrow('audit_head');
      await test.database.manager().query('alter table audit_head_gone rename to audit_head');
      expect((await opened()).report.status).toBe('preliminary');
    });

    it('learns that there is no such report, whatever is asked for', async () => {
      for (const id of ['not-a-uuid', '00000000-0000-4000-8000-0000000000ff'])
        await expect(readReport.byId(id)).rejects.toMatchObject({ code: 'report.not-found' });
    });
  });

  describe('others are told', () => {
    const told = async (reportId: string) =>
      (
        await test.database
          .manager()
          .query<{ type: string; payload: { revision: number; status: string } }[]>(
            `select type, payload from outbox_events where payload->>'reportId' = $1 order by key`,
            [reportId],
          )
      ).map(({ type, payload }) => `${type} ${payload.revision} ${payload.status}`);

    it('once of each revision that leaves a reader’s hands, and never of edits of a draft', async () => {
      const reportId = await drafted();
      const [, ...rest] = await edits();
      await revise.execute({ reportId, baseRevision: 1, edits: rest, person: reader });
      await sign.execute({ reportId, revision: 2, acknowledgedCriticalFindings: false, person: reader });
      await append.execute({ reportId, revision: 3, text: 'Discussed with the ward.', person: reader });
      expect(await told(reportId)).toEqual([
        'report.drafted 1 preliminary',
        'report.released 3 final',
        'report.released 4 appended',
      ]);
    });

    it('of a report that was taken back, a draft as cancelled and a signed one as entered in error', async () => {
      const withdraw = new WithdrawReport(new ChangeReport(reports, audit, test.database, clock));
      const draft = await drafted();
      await withdraw.execute({ reportId: draft, revision: 1, reason: 'wrong patient', person: reader });
      expect(await told(draft)).toContain('report.released 2 cancelled');
      expect(await actions()).toEqual(['drafted', 'withdrawn']);

      study = studyInstanceUid(`1.2.840.99.${(studies += 1)}`);
      await seedStudy(test.database, study);
      const signed = await drafted();
      await sign.execute({
        reportId: signed,
        revision: 1,
        acknowledgedCriticalFindings: false,
        person: reader,
      });
      await withdraw.execute({ reportId: signed, revision: 2, reason: 'wrong patient', person: reader });
      expect(await told(signed)).toContain('report.released 3 entered-in-error');
      await expect(
        withdraw.execute({ reportId: signed, revision: 3, reason: 'again', person: reader }),
      ).rejects.toMatchObject({ code: 'report.transition-refused' });
    });

    it('of nothing that was rolled back', async () => {
      const reportId = await drafted();
      await expect(
        test.database.transaction(async () => {
          await sign.execute({ reportId, revision: 1, acknowledgedCriticalFindings: false, person: reader });
          throw new Error('rolled back');
        }),
      ).rejects.toThrow('rolled back');
      expect(await told(reportId)).toEqual(['report.drafted 1 preliminary']);
    });
  });

  it('keeps revisions as written, even against the database', async () => {
    await drafted();
    for (const tamper of [`update report_revisions set reason = 'x'`, 'delete from report_revisions'])
      await expect(test.database.manager().query(tamper)).rejects.toThrow('kept as written');
  });
});
