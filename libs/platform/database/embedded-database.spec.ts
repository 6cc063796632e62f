import fs, { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

    const first = await openEmbeddedDatabase(dir);
    await first.pglite.exec(`CREATE TABLE films (uid text); INSERT INTO films VALUES ('1.2.3')`);
    await expect(openEmbeddedDatabase(dir)).rejects.toBeInstanceOf(DataDirectoryInUse);
    await first.close();

    const second = await openEmbeddedDatabase(dir);
    expect((await second.pglite.query('SELECT uid FROM films')).rows).toEqual([{ uid: '1.2.3' }]);

    const synced = jest.spyOn(fs, 'fsyncSync');
    await second.pglite.query('SELECT uid FROM films');
    expect(synced).not.toHaveBeenCalled();
    await second.pglite.query(`INSERT INTO films VALUES ('1.2.4')`);
    // What a commit acknowledges has reached the disk.
    expect(synced).toHaveBeenCalled();
    synced.mockRestore();

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
