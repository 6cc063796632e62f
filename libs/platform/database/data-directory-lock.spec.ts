import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirectoryInUse, DataDirectoryLock } from './data-directory-lock';

describe('the lock of a data directory', () => {
  let directory: string;
  let path: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'wetread-lock-'));
    path = join(directory, 'db.lock');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('keeps everyone else out until it is released', () => {
    const lock = DataDirectoryLock.acquire(path);
    expect(() => DataDirectoryLock.acquire(path)).toThrow(DataDirectoryInUse);
    expect(() => DataDirectoryLock.acquire(path)).toThrow(`process ${process.pid} `);
    lock.release();
    expect(existsSync(path)).toBe(false);
    DataDirectoryLock.acquire(path).release();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('names the living process that holds it', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(other, 'spawn');
    writeFileSync(path, JSON.stringify({ pid: other.pid, startTicks: null }));
    expect(() => DataDirectoryLock.acquire(path)).toThrow(`process ${other.pid} `);
    other.kill('SIGKILL');
    await once(other, 'exit');
    DataDirectoryLock.acquire(path).release();
  });

  it.each([
    ['a dead process', JSON.stringify({ pid: 2 ** 22 + 1, startTicks: '1' })],
    ['an earlier process that had our pid', JSON.stringify({ pid: process.pid, startTicks: '1' })],
    ['a stranger that now has the dead one’s pid', JSON.stringify({ pid: process.ppid, startTicks: '1' })],
    ['nobody who could be named', '{"pi'],
  ])('is taken over from %s', (_, content) => {
    writeFileSync(path, content);
    const lock = DataDirectoryLock.acquire(path);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
    lock.release();
    expect(readdirSync(directory)).toEqual([]);
  });
});
