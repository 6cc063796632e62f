import { SystemClock } from '@wetread/kernel';
import { describeOnEveryDatabase, type TestDatabase } from '@wetread/testing';
import { hashOf } from '../domain/hash-chain';
import { AuditEntryRow, toEntry } from './audit-entry.entity';
import { DatabaseAuditTrail } from './database-audit-trail';

const study = '1.2.3.4';

describeOnEveryDatabase('audit trail', ({ open }) => {
  let test: TestDatabase;
  let trail: DatabaseAuditTrail;
  beforeAll(async () => {
    test = await open();
    trail = new DatabaseAuditTrail(test.database, new SystemClock());
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    await tamper('TRUNCATE audit_entries');
    await tamper(`UPDATE audit_head SET sequence = 0, hash = repeat('0', 64)`);
  });

  const sql = (text: string, values: unknown[] = []) => test.database.manager().query<unknown>(text, values);

  /** What somebody with the database's master key could do: switch the guards off and on again. */
  async function tamper(...statements: string[]): Promise<void> {
    for (const table of ['audit_entries', 'audit_head'])
      await sql(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    for (const statement of statements) await sql(statement);
    for (const table of ['audit_entries', 'audit_head'])
      await sql(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  }

  async function recordTen(): Promise<void> {
    for (let number = 1; number <= 10; number += 1)
      await trail.record({
        action: 'edited',
        actor: { kind: 'user', id: 'reader' },
        subject: { type: 'report', id: `report ${number}`, studyInstanceUid: number % 2 ? study : null },
        details: { revision: number, sentences: [{ b: 1.5, a: null }], at: undefined },
      });
  }

  it('verifies what it recorded, in order and each linked to the one before', async () => {
    await recordTen();
    const verification = await trail.verify();
    expect(verification).toMatchObject({ intact: true, entries: 10, faults: [] });
    const { entries, total } = await trail.page({ limit: 3 });
    expect(total).toBe(10);
    expect(entries.map(({ sequence }) => sequence)).toEqual([10, 9, 8]);
    expect(entries[0]?.hash).toBe(verification.headHash);
    expect(entries[0]?.details).toEqual({ revision: 10, sentences: [{ a: null, b: 1.5 }] });
  });

  it('is intact when nothing was recorded', async () => {
    expect(await trail.verify()).toMatchObject({ intact: true, entries: 0, faults: [] });
  });

  it('pages backwards, and by study and action', async () => {
    await recordTen();
    expect((await trail.page({ before: 3 })).entries.map(({ sequence }) => sequence)).toEqual([2, 1]);
    const ofStudy = await trail.page({ studyInstanceUid: study, limit: 2 });
    expect(ofStudy.total).toBe(5);
    expect(ofStudy.entries.map(({ sequence }) => sequence)).toEqual([9, 7]);
    expect((await trail.page({ action: 'signed' })).total).toBe(0);
  });

  it('keeps no entry of a deed that was rolled back', async () => {
    await recordTen();
    const deed = test.database.transaction(async () => {
      await trail.record({
        action: 'signed',
        actor: { kind: 'user', id: 'reader' },
        subject: { type: 'report', id: 'r' },
      });
      throw new Error('the deed failed');
    });
    await expect(deed).rejects.toThrow('the deed failed');
    expect(await trail.verify()).toMatchObject({ intact: true, entries: 10 });
  });

  it('stays one chain when many record at once', async () => {
    await Promise.all([recordTen(), recordTen(), recordTen()]);
    expect(await trail.verify()).toMatchObject({ intact: true, entries: 30 });
  });

  it('stores what no database takes as text, from AE titles and file names', async () => {
    await trail.record({
      action: 'refused',
      outcome: 'failure',
      actor: { kind: 'device', id: 'EVIL\0SCU' },
      subject: { type: 'instance', id: 'a\ud800b' },
      details: { name: '../\0x' },
    });
    expect(await trail.verify()).toMatchObject({ intact: true, entries: 1 });
  });

  it('appends many at once as it appends one after the other', async () => {
    const entry = (id: string) => ({
      action: 'received' as const,
      actor: { kind: 'device' as const, id: 'CT1' },
      subject: { type: 'instance', id },
    });
    await trail.record(entry('first'));
    await trail.recordAll([entry('second'), entry('third')]);
    await trail.recordAll([]);
    const { entries } = await trail.page({});
    expect(entries.map(({ sequence, subject }) => [sequence, subject.id])).toEqual([
      [3, 'third'],
      [2, 'second'],
      [1, 'first'],
    ]);
    expect(await trail.verify()).toMatchObject({ intact: true, entries: 3 });
  });

  it('refuses change and removal while the guards are on', async () => {
    await recordTen();
    const refused = 'append-only';
    await expect(sql(`UPDATE audit_entries SET actor_id = 'x' WHERE sequence = 3`)).rejects.toThrow(refused);
    await expect(sql('DELETE FROM audit_entries WHERE sequence = 3')).rejects.toThrow(refused);
    await expect(sql('TRUNCATE audit_entries')).rejects.toThrow(refused);
    await expect(sql('UPDATE audit_head SET sequence = 9')).rejects.toThrow('only moves on');
    await expect(sql('DELETE FROM audit_head')).rejects.toThrow('only moves on');
    expect(await trail.verify()).toMatchObject({ intact: true, entries: 10 });
  });

  describe('with the guards switched off', () => {
    beforeEach(recordTen);
    const faults = async () => (await trail.verify()).faults;

    it.each([
      `at = at + interval '1 millisecond'`,
      `action = 'signed'`,
      `outcome = 'failure'`,
      `actor_id = 'other'`,
      `actor_kind = 'model'`,
      `subject_id = 'other'`,
      `study_instance_uid = '9.9'`,
      `details = details || '{"revision": 99}'`,
      `hash = repeat('a', 64)`,
      `previous_hash = repeat('a', 64)`,
    ])('names an entry whose %s was changed', async (change) => {
      await tamper(`UPDATE audit_entries SET ${change} WHERE sequence = 5`);
      const { intact, faults } = await trail.verify();
      expect(intact).toBe(false);
      expect(faults.map(({ sequence }) => sequence)).toEqual([5]);
    });

    it('names an entry that was cut out of the middle', async () => {
      await tamper('DELETE FROM audit_entries WHERE sequence = 5');
      expect(await faults()).toEqual([{ sequence: 5, fault: 'removed' }]);
    });

    it('names entries that were cut off at the front and at the end', async () => {
      await tamper('DELETE FROM audit_entries WHERE sequence IN (1, 9, 10)');
      expect(await faults()).toEqual([
        { sequence: 1, fault: 'removed' },
        { sequence: 9, fault: 'removed, with all up to 10' },
      ]);
    });

    it('names what is missing when everything is', async () => {
      await tamper('DELETE FROM audit_entries');
      expect(await faults()).toEqual([{ sequence: 1, fault: 'removed, with all up to 10' }]);
    });

    it('names both of two entries that changed places', async () => {
      await tamper(
        'UPDATE audit_entries SET sequence = 100 WHERE sequence = 4',
        'UPDATE audit_entries SET sequence = 4 WHERE sequence = 5',
        'UPDATE audit_entries SET sequence = 5 WHERE sequence = 100',
      );
      expect(await faults()).toEqual([
        { sequence: 4, fault: 'reordered: this is entry 5' },
        { sequence: 5, fault: 'reordered: this is entry 4' },
      ]);
    });

    it('is not fooled when the gap is closed by renumbering', async () => {
      await tamper(
        'DELETE FROM audit_entries WHERE sequence = 5',
        'UPDATE audit_entries SET sequence = sequence + 100 WHERE sequence > 5',
        'UPDATE audit_entries SET sequence = sequence - 101 WHERE sequence > 100',
      );
      expect((await faults())[0]).toEqual({ sequence: 5, fault: 'reordered: this is entry 6' });
    });

    it('names the changed entry even when its own hash was computed anew, also for the last', async () => {
      await forge(5);
      await forge(10);
      expect(await faults()).toEqual([
        { sequence: 5, fault: 'changed: entry 6 remembers another hash' },
        { sequence: 10, fault: 'changed: the head of the chain remembers another hash' },
      ]);
    });

    it('names an entry that was added past the head', async () => {
      await tamper(
        `INSERT INTO audit_entries SELECT 11, at, action, outcome, actor_kind, actor_id, subject_type, subject_id,
           study_instance_uid, details, hash, hash FROM audit_entries WHERE sequence = 10`,
      );
      expect(await faults()).toEqual([{ sequence: 11, fault: 'added past the head' }]);
    });

    /** Changes an entry and gives it a hash that fits, as one who knows the algorithm would. */
    async function forge(sequence: number): Promise<void> {
      const row = await test.database.manager().findOneByOrFail(AuditEntryRow, { sequence });
      const hash = hashOf({ ...toEntry(row), actor: { kind: 'user', id: 'forger' } });
      await tamper(
        `UPDATE audit_entries SET actor_id = 'forger', hash = '${hash}' WHERE sequence = ${sequence}`,
      );
    }
  });

  it('walks long chains in batches', async () => {
    await test.database.transaction(async () => {
      for (let index = 0; index < 620; index += 1)
        await trail.record({
          action: 'viewed',
          actor: { kind: 'user', id: 'u' },
          subject: { type: 'study', id: '1' },
        });
    });
    await tamper('DELETE FROM audit_entries WHERE sequence IN (500, 501, 620)');
    expect((await trail.verify()).faults).toEqual([
      { sequence: 500, fault: 'removed, with all up to 501' },
      { sequence: 620, fault: 'removed' },
    ]);
  });
});
