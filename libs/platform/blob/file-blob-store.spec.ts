import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContentHash } from '@wetread/kernel';
import { BlobDamaged, BlobNotFound } from './blob-store';
import { describeBlobStore } from './blob-store.contract';
import { FileBlobStore } from './file-blob-store';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wetread-blobs-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const open = async (): Promise<FileBlobStore> => {
  const store = new FileBlobStore(directory);
  await store.open();
  return store;
};

describeBlobStore('files', open);

describe('files', () => {
  it('lie under the first two bytes of their hash', async () => {
    const { hash } = await (await open()).put(Buffer.from('film'));
    expect(await readdir(join(directory, hash.slice(0, 2), hash.slice(2, 4)))).toEqual([hash]);
    expect(await readdir(join(directory, 'incoming'))).toEqual([]);
  });

  it('tells when the disk has changed a stored object', async () => {
    const store = await open();
    const { hash } = await store.put(Buffer.from('film'));
    const path = join(directory, hash.slice(0, 2), hash.slice(2, 4), hash);
    await writeFile(path, 'fil?');
    await expect(store.read(hash)).rejects.toBeInstanceOf(BlobDamaged);
    await store.put(Buffer.from('film'));
    expect(await store.read(hash)).toEqual(Buffer.from('film'));
  });

  it('clears away what a killed process left half-written', async () => {
    await open();
    await writeFile(join(directory, 'incoming', 'half'), 'fi');
    await open();
    expect(await readdir(join(directory, 'incoming'))).toEqual([]);
  });

  it.each(['../../etc/passwd', '', 'ABCDEF', `${'a'.repeat(63)}/`])(
    'never follows %j as a path',
    async (path) => {
      const store = await open();
      await expect(store.read(path as ContentHash)).rejects.toBeInstanceOf(BlobNotFound);
    },
  );
});
