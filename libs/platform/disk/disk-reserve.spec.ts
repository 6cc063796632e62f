import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobStoreFull } from '../blob/blob-errors';
import { DiskReserve } from './disk-reserve';

describe('the reserve of the disk', () => {
  const directory = mkdtempSync(join(tmpdir(), 'wetread-disk-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const told: string[] = [];
  const logger = {
    warn: (_: unknown, words?: string) => void told.push(words ?? ''),
    info: (_: unknown, words?: string) => void told.push(words ?? ''),
  };
  const free = (): number => {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  };

  it('refuses objects while less is free, and tells it once', () => {
    const reserve = new DiskReserve(directory, 2 * free() + 1, logger);
    expect(() => reserve.assertRoom()).toThrow(BlobStoreFull);
    expect([reserve.hasRoom, reserve.hasRoom]).toEqual([false, false]);
    expect(told).toEqual([expect.stringContaining('nearly full')]);
  });

  it('lets them in while it is untouched, and knows what would touch it', () => {
    const reserve = new DiskReserve(directory, 1, logger);
    expect(() => reserve.assertRoom()).not.toThrow();
    expect([reserve.hasRoomFor(0), reserve.hasRoomFor(2 * free())]).toEqual([true, false]);
  });

  it('is not asked for when it is nothing, nor where there is no directory yet', () => {
    expect(new DiskReserve(directory, 0, logger).hasRoomFor(Number.MAX_SAFE_INTEGER)).toBe(true);
    expect(new DiskReserve(join(directory, 'not-there'), 1, logger).hasRoom).toBe(true);
  });
});
