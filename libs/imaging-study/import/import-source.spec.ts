import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { IncomingInstance } from '../domain/incoming';
import { madeInstance } from '../testing/made-instance';
import { defaultImportLimits, type ImportLimits } from './import-limits';
import { openImportSource } from './import-source';

type Outcome = [label: string, outcome: string];

async function outcome(instance: IncomingInstance): Promise<string> {
  if ('error' in instance) return instance.error.code;
  try {
    const { body } = instance;
    return `${body instanceof Uint8Array ? body.byteLength : (await buffer(body)).byteLength} bytes`;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('the import source', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wetread-import-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const at = (...names: string[]) => join(folder, ...names);
  const zip = async (members: Record<string, Buffer>, options: object = {}): Promise<Buffer> => {
    const archive = new ZipFile();
    for (const [name, bytes] of Object.entries(members)) archive.addBuffer(bytes, name, options);
    archive.end();
    const pieces: Buffer[] = [];
    for await (const piece of archive.outputStream) pieces.push(piece as Buffer);
    return Buffer.concat(pieces);
  };

  async function outcomes(paths: string[], limits: Partial<ImportLimits> = {}): Promise<Outcome[]> {
    const source = await openImportSource(paths, { ...defaultImportLimits, ...limits });
    const all: Outcome[] = [];
    for await (const one of source.instances)
      all.push([one.name.replace(`${folder}/`, ''), await outcome(one)]);
    expect(all).toHaveLength(source.total);
    return all;
  }

  it('reads folders to their depths, in the same order each time, and follows no link out of them', async () => {
    await mkdir(at('b', 'deep'), { recursive: true });
    await writeFile(at('b', 'deep', 'two.dcm'), 'two');
    await writeFile(at('a.dcm'), 'one');
    await symlink('/etc', at('b', 'link'));
    await symlink(folder, at('b', 'circle'));
    expect(await outcomes([folder])).toEqual([
      ['a.dcm', '3 bytes'],
      ['b/deep/two.dcm', '3 bytes'],
    ]);
  });

  it('tells of each file that cannot be read and goes on', async () => {
    await writeFile(at('large'), Buffer.alloc(101));
    await writeFile(at('empty'), '');
    await writeFile(at('fine'), 'x');
    const found = await outcomes([at('missing'), at('large'), at('empty'), '/dev/null', at('fine')], {
      objectBytes: 100,
    });
    expect(found.map(([, outcome]) => outcome)).toEqual([
      'import.not-readable',
      'store.object-too-large',
      '0 bytes',
      'import.not-a-file',
      '1 bytes',
    ]);
  });

  it('reads the members of ZIP archives, whatever the archive is called', async () => {
    const dicom = Buffer.from(madeInstance());
    await writeFile(at('study.bin'), await zip({ 'one.dcm': dicom, 'folder/two.dcm': Buffer.from('two') }));
    expect(await outcomes([at('study.bin')])).toEqual([
      ['study.bin!one.dcm', `${dicom.length} bytes`],
      ['study.bin!folder/two.dcm', '3 bytes'],
    ]);
  });

  it('gives names that climb out of the archive as labels and writes nothing', async () => {
    const patched = (await zip({ 'AAAAAAAAAA/evil.dcm': Buffer.from('evil'), 'fine.dcm': Buffer.from('x') }))
      .toString('latin1')
      .replaceAll('AAAAAAAAAA/evil.dcm', '../../../../evil.d');
    const name = '../../../../evil.d';
    // One byte shorter than before: the name must keep its length, or the archive would be damaged.
    const bytes = Buffer.from(patched.replaceAll(name, `${name}x`), 'latin1');
    await writeFile(at('climbing.zip'), bytes);
    expect(await outcomes([at('climbing.zip')])).toEqual([
      [`climbing.zip!${name}x`, '4 bytes'],
      ['climbing.zip!fine.dcm', '1 bytes'],
    ]);
    expect(await readdir(folder)).toEqual(['climbing.zip']);
  });

  it('stops a member that unpacks beyond the limit and goes on with the next', async () => {
    const members = { bomb: Buffer.alloc(5_000_000), fine: Buffer.from('x') };
    await writeFile(at('bomb.zip'), await zip(members));
    expect(await outcomes([at('bomb.zip')], { objectBytes: 1_000_000 })).toEqual([
      ['bomb.zip!bomb', 'store.object-too-large'],
      ['bomb.zip!fine', '1 bytes'],
    ]);
  });

  it('stops an archive of many members that unpacks to far more than its size', async () => {
    const members = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`member ${index}`, Buffer.alloc(1_000_000)]),
    );
    await writeFile(at('bomb.zip'), await zip(members));
    const found = await outcomes([at('bomb.zip')], { archiveFloor: 5_000_000, archiveRatio: 50 });
    expect(found.slice(0, 5).map(([, outcome]) => outcome)).toEqual(Array(5).fill('1000000 bytes'));
    expect(new Set(found.slice(5).map(([, outcome]) => outcome))).toEqual(new Set(['import.archive-limit']));
  });

  it('bounds the number of members', async () => {
    await writeFile(
      at('many.zip'),
      await zip({ a: Buffer.from('a'), b: Buffer.from('b'), c: Buffer.from('c') }),
    );
    const found = await outcomes([at('many.zip')], { archiveMembers: 2 });
    expect(found.map(([, outcome]) => outcome)).toEqual(['1 bytes', '1 bytes', 'import.archive-limit']);
  });

  it('tells of damaged, truncated and nested archives', async () => {
    const whole = await zip({ 'a.dcm': Buffer.from('abcdefgh') }, { compress: false });
    const damaged = Buffer.from(whole.toString('latin1').replace('abcdefgh', 'abcdXfgh'), 'latin1');
    await writeFile(at('damaged.zip'), damaged);
    await writeFile(at('nested.zip'), await zip({ 'inner.zip': whole }));
    await writeFile(at('truncated.zip'), whole.subarray(0, 40));
    const found = await outcomes([at('damaged.zip'), at('nested.zip'), at('truncated.zip')]);
    expect(found).toEqual([
      ['damaged.zip!a.dcm', 'import.archive-damaged'],
      ['nested.zip!inner.zip', 'import.nested-archive'],
      ['truncated.zip', 'import.archive-damaged'],
    ]);
  });
});
