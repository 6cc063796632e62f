import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { contentHash } from '@wetread/kernel';
import { checkModel, findModel, listModels, readModel, readVerified, verifyModel } from './model-registry';

const toy = resolve(__dirname, '../../../../test/fixtures/toy-model/toy-cxr/0.0.1');

const files = ['encoder.onnx', 'decoder.onnx', 'tokenizer.json', 'text.onnx', 'text-tokenizer.json'];

const rewriteManifest = async (
  target: string,
  change: (manifest: Record<string, unknown>) => void,
): Promise<void> => {
  const path = join(target, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  change(manifest);
  await writeFile(path, JSON.stringify(manifest));
};

describe('the model registry', () => {
  let root: string;
  let folder: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'wetread-models-'));
    folder = join(root, 'toy-cxr', '0.0.1');
    await cp(toy, folder, { recursive: true });
  });
  afterEach(() => rm(root, { recursive: true }));

  it('identifies a model by the hash of its manifest, which pins every other file', async () => {
    const { identity } = await readModel(folder);
    expect(identity).toEqual({
      name: 'toy-cxr',
      version: '0.0.1',
      sha256: contentHash(await readFile(join(folder, 'manifest.json'))),
    });
    const model = await readModel(folder);
    await expect(verifyModel(model)).resolves.toBeUndefined();
    expect(await checkModel(model)).toEqual(
      files.map((path) => ({ role: expect.any(String), path, fault: null })),
    );
  });

  it('tells every file that is changed or missing, not the first only', async () => {
    await appendFile(join(folder, 'text.onnx'), ' ');
    await rm(join(folder, 'tokenizer.json'));
    const faults = (await checkModel(await readModel(folder))).filter(({ fault }) => fault !== null);
    expect(faults).toMatchObject([
      { role: 'tokenizer', path: 'tokenizer.json', fault: { code: 'model.file-missing' } },
      { role: 'text', path: 'text.onnx', fault: { code: 'model.changed' } },
    ]);
  });

  it('lists the newest version first, and passes over folders that are no models', async () => {
    for (const version of ['0.0.10', '0.0.9']) {
      await cp(folder, join(root, 'toy-cxr', version), { recursive: true });
      await rewriteManifest(join(root, 'toy-cxr', version), (manifest) => (manifest['version'] = version));
    }
    await mkdir(join(root, 'training', 'configs'), { recursive: true });
    expect((await listModels(root)).map(({ identity }) => identity.version)).toEqual([
      '0.0.10',
      '0.0.9',
      '0.0.1',
    ]);
    expect((await findModel(root, 'film-reader')).identity.version).toBe('0.0.10');
    expect((await findModel(folder, 'film-reader')).identity.version).toBe('0.0.1');
  });

  it.each(files)('refuses a changed %s and names it', async (file) => {
    await appendFile(join(folder, file), ' ');
    const model = await readModel(folder);
    await expect(verifyModel(model)).rejects.toMatchObject({
      name: 'ModelChanged',
      code: 'model.changed',
      file,
    });
    const entry = Object.values(model.manifest.files).find(({ path }) => path === file)!;
    await expect(readVerified(model, entry)).rejects.toMatchObject({ code: 'model.changed', file });
  });

  it('names a file that is missing', async () => {
    await rm(join(folder, 'encoder.onnx'));
    await expect(verifyModel(await readModel(folder))).rejects.toMatchObject({
      code: 'model.file-missing',
      file: 'encoder.onnx',
    });
  });

  it('tells all faults of a manifest, and where', async () => {
    await rewriteManifest(folder, (manifest) => {
      manifest['licence'] = 7;
      (manifest['files'] as Record<string, { path: string }>)['encoder']!.path = '../elsewhere.onnx';
    });
    await expect(readModel(folder)).rejects.toThrow(/manifest\.json.*licence.*files\.encoder\.path/s);
  });

  it('reads no manifest of another schema, and tells nothing else of it', async () => {
    await rewriteManifest(folder, (manifest) => {
      manifest['schema'] = 1;
      delete manifest['text'];
    });
    await expect(readModel(folder)).rejects.toMatchObject({
      code: 'model.manifest-invalid',
      message: expect.stringMatching(/is 3; .*another version of Wetread\s+→ at schema$/),
    });
  });

  type Gate = { reasons: Record<string, string>; repairs: string[]; classes: string[] };
  it.each<[string, (gate: Gate) => void]>([
    ['gate.reasons', (gate) => delete gate.reasons['inverted']],
    ['gate.repairs', (gate) => (gate.classes = gate.classes.filter((name) => name !== 'rotated-180'))],
    ['gate.repairs', (gate) => gate.repairs.push('cropped')],
  ])('does not take a gate whose parts do not fit: %s', async (path, change) => {
    await rewriteManifest(folder, ({ encoder }) => change((encoder as { gate: Gate }).gate));
    await expect(readModel(folder)).rejects.toThrow(`encoder.${path}`);
  });

  it('does not take a language encoder of another space', async () => {
    await rewriteManifest(folder, ({ text }) => ((text as { dimensions: number }).dimensions = 128));
    await expect(readModel(folder)).rejects.toThrow(/pictures and texts share one space.*text\.dimensions/s);
  });

  it('says so when there is no model', async () => {
    await expect(findModel(join(root, 'nowhere'), 'film-reader')).rejects.toMatchObject({
      code: 'model.not-found',
    });
    await writeFile(join(folder, 'manifest.json'), 'not JSON');
    await expect(findModel(root, 'film-reader')).rejects.toMatchObject({ code: 'model.manifest-invalid' });
  });
});
