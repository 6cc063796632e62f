import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { wetread } from '../harness/wetread-command';

describe('a film drawn from text', () => {
  let folder: string;
  let env: Record<string, string>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wetread-generate-'));
    env = { WETREAD_DATA_DIR: join(folder, 'data') };
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const generate = (out: string, ...more: string[]) =>
    wetread(
      ['generate', '--prompt', 'large left pleural effusion', '--seed', '5', '--out', out, ...more],
      env,
    );

  it.each(['film.dcm', 'film.png'])(
    'is refused as a clinical input and read with its mark in the demo: %s',
    async (name) => {
      const out = join(folder, name);
      const made = await generate(out, '--json');
      expect(made.code).toBe(0);
      expect(JSON.parse(made.stdout)).toMatchObject({
        out,
        seed: 5,
        asked: ['Effusion'],
        marks: ['SYNTHETIC'],
      });
      const refused = await wetread(['draft', out, '--format', 'json'], env);
      expect(refused.code).toBe(3);
      expect(JSON.parse(refused.stdout)).toMatchObject({ refusal: { code: 'scope.synthetic-outside-demo' } });
      const drafted = await wetread(['draft', out, '--format', 'json', '--demo'], env);
      const record = JSON.parse(drafted.stdout) as { marks: string[]; status: string; text: string };
      expect(record.marks).toEqual(['SYNTHETIC']);
      if (record.status === 'drafted')
        expect(record.text).toContain('SYNTHETIC - film made from text, not a patient');
    },
  );

  it('is the same file again for the same prompt and seed', async () => {
    const [one, two] = [join(folder, 'one.dcm'), join(folder, 'two.dcm')];
    await generate(one);
    await generate(two);
    expect((await readFile(one)).equals(await readFile(two))).toBe(true);
  });

  it('is a picture that other programs open', async () => {
    const out = join(folder, 'open.png');
    await generate(out);
    expect(await sharp(out).metadata()).toMatchObject({ format: 'png', width: 256, height: 256 });
  });

  it('is not drawn of anything but a chest film, and says what can be asked', async () => {
    const { code, stderr } = await wetread(
      ['generate', '--prompt', 'a cat', '--out', join(folder, 'x.png')],
      env,
    );
    expect(code).toBe(2);
    expect(stderr).toContain('describe a frontal chest film');
  });

  it('is not written into a file of another kind', async () => {
    expect((await generate(join(folder, 'x.gif'))).code).toBe(2);
  });
});
