import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { contentHash } from '@wetread/kernel';
import { findModel, listModels, readModel, readVerified, verifyModel } from './model-registry';

const toy = resolve(__dirname, '../../../../test/fixtures/toy-model/toy-cxr/0.0.1');

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
    const verified = await verifyModel(await readModel(folder));
    expect(verified.files.map(({ path }) => path)).toEqual([
      'encoder.onnx',
      'decoder.onnx',
      'tokenizer.json',
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
    expect((await findModel(root)).identity.version).toBe('0.0.10');
    expect((await findModel(folder)).identity.version).toBe('0.0.1');
  });

  it.each(['encoder.onnx', 'decoder.onnx', 'tokenizer.json'])(
    'refuses a changed %s and names it',
    async (file) => {
      await appendFile(join(folder, file), ' ');
      const model = await readModel(folder);
      await expect(verifyModel(model)).rejects.toMatchObject({
        name: 'ModelChanged',
        code: 'model.changed',
        file,
      });
      const entry = Object.values(model.manifest.files).find(({ path }) => path === file)!;
      await expect(readVerified(model, entry)).rejects.toMatchObject({ code: 'model.changed', file });
    },
  );

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

  it('says so when there is no model', async () => {
    await expect(findModel(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'model.not-found' });
    await writeFile(join(folder, 'manifest.json'), 'not JSON');
    await expect(findModel(root)).rejects.toMatchObject({ code: 'model.manifest-invalid' });
  });
});
