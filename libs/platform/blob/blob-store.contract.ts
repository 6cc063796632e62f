import { once } from 'node:events';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { contentHash } from '@wetread/kernel';
import { BlobNotFound, BlobTooLarge } from './blob-errors';
import type { BlobStore } from './blob-store';

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

    it.each([
      ['bytes', (): Buffer => film],
      ['a short stream', (): Readable => Readable.from([film.subarray(0, 4), film.subarray(4)])],
    ])('stages %s, to be read anywhere before anybody decides', async (_, content) => {
      const staged = await store.stage(content());
      expect([await staged.hash(), staged.size]).toEqual([contentHash(film), film.length]);
      expect(Buffer.from(await staged.read(4, 5))).toEqual(film.subarray(4, 9));
      expect(Buffer.from(await staged.read(14, 500))).toEqual(film.subarray(14));
      expect(await buffer(staged.stream({ start: 4, end: 8 }))).toEqual(film.subarray(4, 9));
      expect(await store.has(await staged.hash())).toBe(false);
      expect(await staged.keep()).toEqual({ hash: contentHash(film), bytes: film.length });
      expect(await store.read(await staged.hash())).toEqual(film);
    });

    it('stages what is too long for memory, and keeps or discards it', async () => {
      const chunks = Array.from({ length: 90 }, (_, index) => Buffer.alloc(100_000, index));
      const [kept, discarded] = [
        await store.stage(Readable.from(chunks)),
        await store.stage(Readable.from(chunks)),
      ];
      expect(kept.held).toBeNull();
      expect(Buffer.from(await kept.read(8_950_000, 3))).toEqual(Buffer.alloc(3, 89));
      await discarded.discard();
      expect(await store.has(await kept.hash())).toBe(false);
      const { hash } = await kept.keep();
      expect((await store.read(hash)).equals(Buffer.concat(chunks))).toBe(true);
    });

    it('refuses what is longer than allowed, after reading it to its end', async () => {
      await expect(store.stage(film, film.length - 1)).rejects.toBeInstanceOf(BlobTooLarge);
      const long = Readable.from([film, film, film]);
      await expect(store.stage(long, film.length)).rejects.toMatchObject({ code: 'blob.too-large' });
      expect(long.readableEnded).toBe(true);
      expect((await store.stage(Readable.from([film]), film.length)).size).toBe(film.length);
    });

    it('opens a blob for reading here and there', async () => {
      const { hash } = await store.put(film);
      const opened = await store.open(hash);
      expect(opened.size).toBe(film.length);
      expect(Buffer.from(await opened.read(4, 5))).toEqual(film.subarray(4, 9));
      expect(await buffer(opened.stream({ start: 14 }))).toEqual(film.subarray(14));
      const memory = Buffer.alloc(film.length);
      expect(await opened.fill(memory.subarray(2), 4)).toBe(film.length - 4);
      expect(memory.subarray(2, film.length - 2)).toEqual(film.subarray(4));
      await opened.close();
      await expect(store.open(absent)).rejects.toBeInstanceOf(BlobNotFound);
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
