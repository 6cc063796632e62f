import fs, { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { DatabaseWire } from './database-wire';
import { openEmbeddedDatabase } from './embedded-database';
import { PGliteHost } from './pglite-host';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'wetread-host-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const sessionOn = (host: PGliteHost): Promise<DataSource> =>
  new DataSource({ type: 'postgres', extra: { stream: () => new DatabaseWire(host), max: 1 } }).initialize();

describe('PGlite on disk', () => {
  it('has on the disk what a commit acknowledges, and syncs nothing for a query', async () => {
    const dir = join(directory, 'db');
    await (await openEmbeddedDatabase(dir)).close();
    const host = await PGliteHost.onDisk(dir);
    const session = await sessionOn(host);
    await session.query('CREATE TABLE films (uid text)');
    const synced = jest.spyOn(fs, 'fsyncSync');
    await session.query('SELECT uid FROM films');
    expect(synced).not.toHaveBeenCalled();
    await session.query(`INSERT INTO films VALUES ('1.2.4')`);
    expect(synced).toHaveBeenCalled();
    synced.mockRestore();
    await session.destroy();
    await host.close();
    // initdb is slow on a busy machine.
  }, 240_000);
});

describe('the wire to PGlite', () => {
  it('serves a second connection where the first left in the middle of a transaction', async () => {
    const host = await PGliteHost.inMemory();
    const first = await sessionOn(host);
    const runner = first.createQueryRunner();
    await runner.query('CREATE TABLE films (uid text)');
    await runner.startTransaction();
    await runner.query(`INSERT INTO films VALUES ('1.2.3')`);
    await first.destroy();
    const second = await sessionOn(host);
    expect(await second.query('SELECT uid FROM films')).toEqual([]);
    await second.destroy();
    await host.close();
  }, 60_000);
});
