import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { contentHash, type ContentHash } from '@wetread/kernel';
import { BlobDamaged, BlobNotFound, BlobStoreFull } from './blob-errors';
import { BlobFiles } from './blob-files';
import { describeBlobStore } from './blob-store.contract';
import { FileBlobStore } from './file-blob-store';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wetread-blobs-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const open = async (): Promise<FileBlobStore> => {
  const store = new FileBlobStore(directory);
  await store.prepare();
  return store;
};

/** Names can be made, bytes cannot be written. */
class FullDisk extends BlobFiles {
  private readonly full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });

  override async newDraft(): ReturnType<BlobFiles['newDraft']> {
    const draft = await super.newDraft();
    draft.file.writeFile = () => Promise.reject(this.full);
    return draft;
  }

  override async write(): Promise<void> {
    throw this.full;
  }
}

describeBlobStore('files', open);

describe('files', () => {
  it('lie under the first two bytes of their hash', async () => {
    const { hash } = await (await open()).put(Buffer.from('film'));
    expect(await readdir(join(directory, hash.slice(0, 2)))).toEqual([hash]);
    expect(await readdir(join(directory, 'incoming'))).toEqual([]);
  });

  it('tells when the disk has changed a stored object', async () => {
    const store = await open();
    const { hash } = await store.put(Buffer.from('film'));
    const path = join(directory, hash.slice(0, 2), hash);
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

  it('leaves alone, where others may be writing, what is not old', async () => {
    const store = await open();
    const [young, old] = ['young', 'old'].map((name) => join(directory, 'incoming', name)) as [
      string,
      string,
    ];
    await writeFile(young, 'fi');
    await writeFile(old, 'fi');
    const yesterday = new Date(Date.now() - 86_400_000);
    await utimes(old, yesterday, yesterday);
    await store.prepare(3_600_000);
    expect(await readdir(join(directory, 'incoming'))).toEqual(['young']);
  });

  it('puts a name right that stands without its bytes, as a power failure can leave it', async () => {
    const store = await open();
    const hash = contentHash('film');
    const path = join(directory, hash.slice(0, 2), hash);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, '');
    await store.put(Buffer.from('film'));
    expect(await store.read(hash)).toEqual(Buffer.from('film'));
    expect(await readdir(join(directory, 'incoming'))).toEqual([]);
  });

  it.each([
    ['short', 10],
    ['long', 9_000_000],
  ])('of a %s stage are gone when it is discarded, fails or breaks off', async (_, size) => {
    const store = await open();
    const bytes = Buffer.alloc(size, 7);
    const staged = await store.stage(Readable.from([bytes.subarray(0, size / 2), bytes.subarray(size / 2)]));
    await staged.discard();
    await staged.discard();
    const breaking = Readable.from(
      (async function* () {
        yield bytes;
        throw new Error('the sender hung up');
      })(),
    );
    await expect(store.stage(breaking)).rejects.toThrow('the sender hung up');
    await expect(store.stage(Readable.from([bytes, bytes]), size)).rejects.toThrow(`${size} bytes`);
    expect(await readdir(join(directory, 'incoming'))).toEqual([]);
    expect(await store.has(await staged.hash())).toBe(false);
  });

  it('tells that the disk is full, reads the sender to its end, and leaves nothing half-written', async () => {
    const store = new FileBlobStore(directory, new FullDisk(directory));
    await expect(store.put(Buffer.from('film'))).rejects.toBeInstanceOf(BlobStoreFull);
    const sent: string[] = [];
    const long = Readable.from(
      (async function* () {
        yield Buffer.alloc(9_000_000);
        sent.push('read on');
        yield Buffer.alloc(10);
      })(),
    );
    await expect(store.stage(long)).rejects.toMatchObject({ code: 'blob.store-full' });
    expect(sent).toEqual(['read on']);
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
