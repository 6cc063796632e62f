import { once } from 'node:events';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { contentHash } from '@wetread/kernel';
import { BlobNotFound, type BlobStore } from './blob-store';

/** What every blob store keeps; `open` gives an empty one. */
export function describeBlobStore(name: string, open: () => Promise<BlobStore>): void {
  describe(`blob store contract: ${name}`, () => {
    const film = Buffer.from('the bytes of a film');
    const absent = contentHash('never stored');
    let store: BlobStore;
    beforeEach(async () => {
      store = await open();
    });

    it('gives back what it was given, under its SHA-256', async () => {
      const stored = await store.put(film);
      expect(stored).toEqual({ hash: contentHash(film), bytes: film.byteLength });
      expect(await store.read(stored.hash)).toEqual(film);
    });

    it('takes streams, also empty ones and ones of many chunks', async () => {
      const chunks = Array.from({ length: 50 }, (_, index) => Buffer.alloc(10_000, index));
      const { hash, bytes } = await store.put(Readable.from(chunks));
      expect(bytes).toBe(500_000);
      expect(await store.read(hash)).toEqual(Buffer.concat(chunks));
      expect((await store.put(Readable.from([]))).hash).toBe(contentHash(''));
    });

    it('stores the same bytes twice as once, also at the same time', async () => {
      const puts = await Promise.all([store.put(film), store.put(film), store.put(Readable.from([film]))]);
      expect(new Set(puts.map(({ hash }) => hash)).size).toBe(1);
      await store.delete(contentHash(film));
      expect(await store.has(contentHash(film))).toBe(false);
    });

    it('keeps nothing of a stream that breaks off', async () => {
      const broken = Readable.from(
        (async function* () {
          yield film;
          throw new Error('the sender hung up');
        })(),
      );
      await expect(store.put(broken)).rejects.toThrow('the sender hung up');
      expect(await store.has(contentHash(film))).toBe(false);
    });

    it('streams all of a blob or a range of it', async () => {
      const { hash } = await store.put(film);
      expect(await buffer(store.stream(hash))).toEqual(film);
      expect(await buffer(store.stream(hash, { start: 4, end: 8 }))).toEqual(film.subarray(4, 9));
      expect(await buffer(store.stream(hash, { start: 14 }))).toEqual(film.subarray(14));
    });

    it('says that a blob is not there', async () => {
      expect(await store.has(absent)).toBe(false);
      await expect(store.read(absent)).rejects.toBeInstanceOf(BlobNotFound);
      const [error] = (await once(store.stream(absent).resume(), 'error')) as [Error];
      expect(error).toBeInstanceOf(BlobNotFound);
      await expect(store.delete(absent)).resolves.toBeUndefined();
    });
  });
}
