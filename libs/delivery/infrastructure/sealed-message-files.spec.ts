import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentHash } from '@wetread/kernel';
import { BlobDamaged, BlobNotFound, FileBlobStore } from '@wetread/platform';
import { SealedMessageFiles } from './sealed-message-files';

describe('the bytes that deliveries send', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'wetread-messages-'));
  const blobs = new FileBlobStore(join(dataDir, 'blobs'));
  const messages = new SealedMessageFiles({ dataDir }, blobs);
  afterAll(() => rmSync(dataDir, { recursive: true }));
  const pathOf = (id: string): string => join(dataDir, 'messages', id.slice(0, 2), id);

  it('are those that were kept last, and nothing when they are forgotten', async () => {
    const id = randomUUID();
    await messages.keep(id, Buffer.from('first'));
    const hash = await messages.keep(id, Buffer.from('second'));
    expect(hash).toBe(contentHash('second'));
    expect((await messages.read(id, hash)).toString()).toBe('second');
    expect(readdirSync(join(dataDir, 'messages', id.slice(0, 2)))).toEqual([id]);
    await messages.forget(id);
    await messages.forget(id);
    await expect(messages.read(id, hash)).rejects.toBeInstanceOf(BlobNotFound);
  });

  it('are not those that the disk has changed', async () => {
    const id = randomUUID();
    const hash = await messages.keep(id, Buffer.from('as sent'));
    writeFileSync(pathOf(id), 'not as sent');
    await expect(messages.read(id, hash)).rejects.toBeInstanceOf(BlobDamaged);
  });

  it('are found where earlier versions kept them', async () => {
    const { hash } = await blobs.put(Buffer.from('of an earlier version'));
    expect((await messages.read(randomUUID(), hash)).toString()).toBe('of an earlier version');
  });

  it('never leave their folder', async () => {
    await expect(messages.keep('../../etc/passwd', Buffer.from('x'))).rejects.toThrow('UUID');
  });
});
