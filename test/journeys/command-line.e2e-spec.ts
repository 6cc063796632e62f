import { appendFile, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { toGrey8, drawChestPhantom, writePhantomStudy } from '@wetread/phantom';
import { describeWithData } from '@wetread/testing';
import sharp from 'sharp';
import { wetread } from '../harness/wetread-command';

interface Draft {
  source: string[];
  status: string;
  refusal: { code: string; reason: string } | null;
  model: { name: string; version: string; sha256: string };
  findings: { code: string; probability: number; present: boolean; evidence: { box: number[] } }[];
  sentences: { finding: string; polarity: string; evidence: { box: number[] }; flags: unknown[] }[];
  text: string;
}

describe('the command line', () => {
  let folder: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wetread-cli-'));
    env = { WETREAD_DATA_DIR: join(folder, 'data') };
    const { instances } = writePhantomStudy({
      patient: { id: 'PHANTOM-CLI', name: 'PHANTOM^Cli', birthDate: '19500101', sex: 'M' },
      study: {
        date: '20261120',
        time: '080000',
        description: 'Chest PA (phantom)',
        accessionNumber: 'CLI-1',
      },
      films: [{ seed: 311 }],
      size: 512,
    });
    await writeFile(join(folder, 'phantom.dcm'), instances[0]!.bytes);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([
    'serve',
    'import',
    'draft',
    'answer',
    'caption',
    'label',
    'generate',
    'embed',
    'eval',
    'audit',
    'model',
    'peer',
    'user',
    'token',
    'migrate',
  ])('explains %s', async (command) => {
    const { code, stdout } = await wetread([command, '--help'], env);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: wetread ${command}`);
  });

  it('ends with 2 on a wrong command line', async () => {
    expect((await wetread(['draft', '--format', 'docx', 'x'], env)).code).toBe(2);
  });

  it('drafts a phantom in the demo only', async () => {
    const film = join(folder, 'phantom.dcm');
    const refused = await wetread(['draft', film, '--format', 'json'], env);
    expect(refused.code).toBe(3);
    expect(JSON.parse(refused.stdout)).toMatchObject({
      status: 'refused',
      refusal: { code: 'scope.phantom-outside-demo' },
    });
    const drafted = await wetread(['draft', film, '--format', 'json', '--demo'], env);
    const record = JSON.parse(drafted.stdout) as Draft;
    expect(drafted.code).toBe(0);
    expect(record).toMatchObject({ source: [film], status: 'drafted', refusal: null, marks: ['PHANTOM'] });
    expect(record.findings).toHaveLength(14);
    for (const { probability, evidence } of record.findings) {
      expect(probability).toBeGreaterThanOrEqual(0);
      expect(probability).toBeLessThanOrEqual(1);
      expect(Math.max(...evidence.box)).toBeLessThanOrEqual(1);
    }
    expect(record.sentences.length).toBeGreaterThan(0);
    expect(record.text).toContain('PHANTOM');
  });

  it('gives each picture a study of its own and goes on after a broken file', async () => {
    const pictures = join(folder, 'pictures');
    await mkdir(pictures);
    const { pixels, width, height } = drawChestPhantom({
      seed: 12,
      view: 'PA',
      findings: [],
      size: 512,
      mark: false,
    });
    const data = toGrey8(pixels);
    const raw = { width, height, channels: 1 as const };
    await sharp(data, { raw }).png().toFile(join(pictures, 'a.png'));
    await sharp(data, { raw }).jpeg().toFile(join(pictures, 'b.jpg'));
    await writeFile(join(pictures, 'c.dcm'), 'not DICOM at all');
    const args = [
      'draft',
      pictures,
      '--format',
      'jsonl',
      '--modality',
      'DX',
      '--body-part',
      'CHEST',
      '--view',
      'PA',
    ];
    const { code, stdout } = await wetread(args, env);
    expect(code).toBe(3);
    const records = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Draft);
    expect(records.map(({ status }) => status)).toEqual(['drafted', 'drafted', 'refused']);
    expect(records[2]!.source).toEqual([join(pictures, 'c.dcm')]);
  });

  it('imports, refuses what is no DICOM by name, and keeps an audit trail that verifies', async () => {
    const { code, stdout, stderr } = await wetread(
      ['import', join(folder, 'phantom.dcm'), join(folder, 'pictures')],
      env,
    );
    expect(code).toBe(3);
    expect(stdout).toContain('1 stored');
    expect(stderr).toContain('c.dcm');
    const verified = await wetread(['audit', 'verify'], env);
    expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining('intact') as string });
  });

  it('makes users and tokens', async () => {
    const made = await wetread(
      ['user', 'create', 'anna', '--role', 'radiologist'],
      env,
      'correct horse battery\n',
    );
    expect(made).toMatchObject({ code: 0, stdout: 'created anna (radiologist)\n' });
    expect(
      (await wetread(['user', 'create', 'anna', '--role', 'admin'], env, 'correct horse battery\n')).code,
    ).toBe(1);
    expect((await wetread(['user', 'create', 'bob', '--role', 'admin'], env, 'bob\n')).code).toBe(2);
    const { stdout } = await wetread(['token', 'create', 'pacs'], env);
    expect(stdout).toMatch(/^wt_\S{32,}\n$/);
  });

  it('lists the model and refuses changed weights', async () => {
    const listed = await wetread(['model', 'list'], env);
    expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining('wetread-cxr') as string });
    const models = join(folder, 'models');
    await cp(resolve(__dirname, '../../models/wetread-cxr'), join(models, 'wetread-cxr'), {
      recursive: true,
    });
    const [version] = await readdir(join(models, 'wetread-cxr'));
    await appendFile(join(models, 'wetread-cxr', version!, 'encoder.onnx'), 'x');
    const changed = { ...env, WETREAD_MODEL_DIR: models };
    expect(await wetread(['model', 'verify'], changed)).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('encoder.onnx') as string,
    });
    expect((await wetread(['draft', join(folder, 'phantom.dcm')], changed)).code).not.toBe(0);
  });

  describeWithData('with real films', (dataDir) => {
    it('drafts the two real chest films', async () => {
      const films = ['pydicom+pydicom-data/RG1_J2KI.dcm', 'pydicom+pylibjpeg-data/966_fixed.dcm'];
      const { code, stdout } = await wetread(
        ['draft', ...films.map((film) => join(dataDir, 'dicom', film)), '--format', 'jsonl'],
        env,
      );
      expect(code).toBe(0);
      for (const line of stdout.trim().split('\n')) {
        const { findings, status } = JSON.parse(line) as Draft;
        expect(status).toBe('drafted');
        expect(findings.map((finding) => finding.code)).toEqual(
          expect.arrayContaining(['Cardiomegaly', 'Effusion']),
        );
        expect(findings).toHaveLength(14);
      }
    });
  });
});
