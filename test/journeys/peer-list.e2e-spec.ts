import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SopClass } from '@wetread/dicom';
import { openAssociation, queryContext } from '@wetread/dimse';
import { until } from '../harness/until';
import { wetread } from '../harness/wetread-command';
import { WetreadServer } from '../harness/wetread-server';

jest.setTimeout(120_000);

describe('the list of peers on the command line, beside a running server', () => {
  let dataDir: string;
  let server: WetreadServer;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'wetread-peers-'));
    server = await WetreadServer.start({ dataDir, empty: true });
  });
  afterAll(async () => {
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function echo(callingAeTitle: string, calledAeTitle: string): Promise<void> {
    const peer = { host: '127.0.0.1', port: server.dimsePort, callingAeTitle, calledAeTitle, tls: null };
    const association = await openAssociation(peer, [queryContext(SopClass.Verification)], {});
    await association.echo();
    await association.release();
  }
  const peer = (...args: string[]) => wetread(['peer', ...args], { WETREAD_DATA_DIR: dataDir });
  const lines = async (...args: string[]) => (await peer('list', ...args)).stdout.trim().split('\n');

  it('says when each was last heard of, and why a stranger was refused', async () => {
    await peer('add', 'CT1', '--address', '127.0.0.1', '--right', 'echo', 'store');
    expect(await lines()).toEqual(['CT1\tonly calls\t127.0.0.1\techo,store\tplain\thas not called']);
    await echo('CT1', 'WETREAD');
    await expect(echo('NEW_CT', 'WETRAED')).rejects.toMatchObject({ code: 'dimse.association-rejected' });
    // Who has called is written down within two seconds.
    await until('both are written down', async () => (await peer('list', '--strangers')).stdout !== '');
    expect(await lines()).toEqual([expect.stringMatching(/\tcalled 20\S+Z from 127\.0\.0\.1$/)]);
    expect(await lines('--strangers')).toEqual([
      expect.stringMatching(/^NEW_CT\trefused 20\S+Z from 127\.0\.0\.1: wrong-called-title$/),
    ]);
    expect(JSON.parse((await peer('list', '--json')).stdout)).toMatchObject([
      { aeTitle: 'CT1', rights: ['echo', 'store'], seen: { address: '127.0.0.1' }, refused: null },
    ]);
  });
});
