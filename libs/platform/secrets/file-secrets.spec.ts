import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileSecrets } from './file-secrets';

describe('secrets in files', () => {
  let directory: string;
  let secrets: FileSecrets;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'wetread-secrets-'));
    secrets = new FileSecrets(directory);
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('reads a secret without the line break that editors add, and anew each time', async () => {
    await writeFile(join(directory, 'mllp.key'), 'first\n');
    expect(await secrets.text('mllp.key')).toBe('first');
    await writeFile(join(directory, 'mllp.key'), 'second');
    expect(await secrets.text('mllp.key')).toBe('second');
  });

  it('names the secret that is missing', async () => {
    await expect(secrets.bytes('absent')).rejects.toThrow('"absent"');
  });

  it.each(['../passwd', '/etc/passwd', '.hidden', '', 'a/b', 'x'.repeat(65)])(
    'refuses the name %j',
    async (name) => {
      await expect(secrets.bytes(name)).rejects.toMatchObject({ code: 'platform.secret-name-invalid' });
    },
  );
});
