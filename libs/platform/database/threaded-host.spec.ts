import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from './data-source';

describe('the database thread', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'wetread-thread-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('works while this thread goes on, tells notifications, and refuses after its end', async () => {
    const { dataSource, embedded, close } = await connect({ kind: 'pglite', dir: join(directory, 'db') });
    if (!embedded) throw new Error('PGlite is embedded');
    const heard: string[] = [];
    const stop = embedded.onNotification((channel, payload) => heard.push(`${channel} ${payload}`));
    await dataSource.query('LISTEN films');

    let turns = 0;
    const turning = setInterval(() => (turns += 1), 1);
    await dataSource.query('SELECT count(*) FROM generate_series(1, 3000000)');
    clearInterval(turning);
    expect(turns).toBeGreaterThan(5);

    await dataSource.query(`NOTIFY films, '1.2.3'`);
    stop();
    await dataSource.query(`NOTIFY films, '1.2.4'`);
    expect(heard).toEqual(['films 1.2.3']);

    await close();
    await close();
    await expect(embedded.exchange(new Uint8Array([0x53, 0, 0, 0, 4]))).rejects.toThrow('has been closed');
    // initdb is slow on a busy machine.
  }, 240_000);
});
