import { describeOnEveryDatabase, type TestDatabase } from '@wetread/testing';
import { Transactional } from './transactional';

describeOnEveryDatabase('database', ({ open }) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await open();
    await test.database.manager().query('CREATE TABLE notes (id serial PRIMARY KEY, text text NOT NULL)');
  });
  afterAll(() => test.close());
  beforeEach(() => test.database.manager().query('TRUNCATE notes'));

  const write = (text: string) =>
    test.database.manager().query('INSERT INTO notes (text) VALUES ($1)', [text]);
  const texts = async () => {
    const rows = await test.database
      .manager()
      .query<{ text: string }[]>('SELECT text FROM notes ORDER BY id');
    return rows.map(({ text }) => text);
  };

  it('rolls all of a transaction back when any of it fails', async () => {
    const failing = test.database.transaction(async () => {
      await write('lost');
      await test.database.transaction(() => write('lost too'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await texts()).toEqual([]);
  });

  it('lets @Transactional() methods join the surrounding transaction', async () => {
    class KeepNote {
      @Transactional()
      async execute(text: string): Promise<void> {
        await write(text);
        if (text === 'bad') throw new Error('bad note');
      }
    }
    const keepNote = new KeepNote();
    await keepNote.execute('kept');
    await expect(keepNote.execute('bad')).rejects.toThrow('bad note');
    const outer = test.database.transaction(async () => {
      await keepNote.execute('inner');
      throw new Error('outer');
    });
    await expect(outer).rejects.toThrow('outer');
    expect(await texts()).toEqual(['kept']);
  });

  it('keeps 40 transactions at once apart: what rolls back leaves nothing, what commits is whole', async () => {
    const work = async (index: number): Promise<void> => {
      await write(`${index}a`);
      await new Promise((resolve) => setTimeout(resolve, index % 3));
      await write(`${index}b`);
      if (index % 4 === 0) throw new Error('rolled back');
    };
    const alone = Promise.all(Array.from({ length: 20 }, (_, index) => write(`alone ${index}`)));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) => test.database.transaction(() => work(index))),
    );
    await alone;
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    const kept = await texts();
    expect(kept.filter((text) => text.startsWith('alone'))).toHaveLength(20);
    expect(kept.filter((text) => !text.startsWith('alone'))).toHaveLength(60);
    expect(kept.filter((text) => /^(0|4|8|12|16|20|24|28|32|36)[ab]$/.test(text))).toEqual([]);
  });

  it('announces commits, not rollbacks', async () => {
    let commits = 0;
    const stop = test.database.onCommit(() => (commits += 1));
    await test.database.transaction(() => write('one'));
    await test.database.transaction(() => Promise.reject(new Error('no'))).catch(() => undefined);
    stop();
    await test.database.transaction(() => write('unheard'));
    expect(commits).toBe(1);
  });

  it('answers what follows a failed statement with its own rows', async () => {
    const { database } = test;
    const quotient = 'SELECT 12 / $1::int AS quotient';
    for (const by of [1, 2, 3]) {
      await expect(database.manager().query(quotient, [0])).rejects.toMatchObject({ code: '22012' });
      expect(await database.prepared(`quotient-${by}`, quotient, [by])).toEqual([{ quotient: 12 / by }]);
      await expect(database.prepared(`quotient-${by}`, quotient, [0])).rejects.toMatchObject({
        code: '22012',
      });
      expect(await database.manager().query(quotient, [by])).toEqual([{ quotient: 12 / by }]);
    }
  });

  it('makes ids without an extension of the database', async () => {
    const [row] = await test.dataSource.query<{ id: string }[]>('SELECT gen_random_uuid() AS id');
    expect(row?.id).toMatch(/^[0-9a-f-]{36}$/);
  });
});
