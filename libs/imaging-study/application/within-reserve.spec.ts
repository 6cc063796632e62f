import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { BlobStoreFull, createLogger, DiskReserve } from '@wetread/platform';
import { withinReserve } from './within-reserve';

const MORE_THAN_ANY_DISK = Number.MAX_SAFE_INTEGER;

describe('an object on its way to the disk', () => {
  const logger = createLogger({ level: 'silent' });
  const reserve = (bytes: number) => new DiskReserve(tmpdir(), bytes, logger);
  const film = Buffer.from('the bytes of a film');
  const pieces = () => Readable.from([film.subarray(0, 4), film.subarray(4)], { objectMode: false });

  it('is not touched where there is room for many of its kind', () => {
    const body = pieces();
    expect(withinReserve(body, reserve(1), 1)).toBe(body);
  });

  it('is watched where there is not, and comes as it went as long as the reserve stands', async () => {
    const watched = withinReserve(pieces(), reserve(1), MORE_THAN_ANY_DISK);
    expect(await buffer(watched as Readable)).toEqual(film);
    expect(withinReserve(film, reserve(1), MORE_THAN_ANY_DISK)).toBe(film);
  });

  it('is read to its end and then refused when the reserve is touched', async () => {
    const body = pieces();
    const watched = withinReserve(body, reserve(MORE_THAN_ANY_DISK), 1) as Readable;
    await expect(buffer(watched)).rejects.toBeInstanceOf(BlobStoreFull);
    expect(body.readableEnded).toBe(true);
    expect(() => withinReserve(film, reserve(MORE_THAN_ANY_DISK), 1)).toThrow(BlobStoreFull);
  });
});
