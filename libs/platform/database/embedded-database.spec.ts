import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from './data-source';
import { DataDirectoryInUse } from './data-directory-lock';
import { EmbeddedDatabaseDamaged, openEmbeddedDatabase } from './embedded-database';

describe('the embedded database on disk', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'wetread-db-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('keeps what was written, is open once at a time, and survives a start that died halfway', async () => {
    const dir = join(directory, 'data', 'db');
    mkdirSync(join(directory, 'data', 'db.new'), { recursive: true });
    writeFileSync(join(directory, 'data', 'db.new', 'PG_VERSION'), '18');

    const first = await connect({ kind: 'pglite', dir });
    await first.dataSource.query('CREATE TABLE films (uid text)');
    await first.dataSource.query(`INSERT INTO films VALUES ('1.2.3')`);
    await expect(openEmbeddedDatabase(dir)).rejects.toBeInstanceOf(DataDirectoryInUse);
    await first.close();

    const second = await connect({ kind: 'pglite', dir });
    expect(await second.dataSource.query('SELECT uid FROM films')).toEqual([{ uid: '1.2.3' }]);
    await second.close();
    expect(existsSync(`${dir}.new`)).toBe(false);
    expect(existsSync(`${dir}.lock`)).toBe(false);
    // initdb is slow on a busy machine.
  }, 240_000);

  it('says that a database is damaged, and leaves it to be looked at', async () => {
    const dir = join(directory, 'db');
    mkdirSync(dir);
    writeFileSync(join(dir, 'PG_VERSION'), '18\n');
    await expect(openEmbeddedDatabase(dir)).rejects.toBeInstanceOf(EmbeddedDatabaseDamaged);
    expect(existsSync(join(dir, 'PG_VERSION'))).toBe(true);
    expect(existsSync(`${dir}.lock`)).toBe(false);
  });
});
