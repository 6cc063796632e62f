import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentHash } from '@wetread/kernel';
import { z } from 'zod';
import {
  ModelChanged,
  ModelFileMissing,
  ModelManifestInvalid,
  ModelNotFound,
} from '../../domain/model-error';
import { type ModelFile, type ModelIdentity, ModelManifest } from '../../domain/model-manifest';

const MANIFEST = 'manifest.json';
const NAME = /^[a-z0-9-]+$/;
const VERSION = /^\d+\.\d+\.\d+$/;

/** A model folder whose manifest was read; its weights are neither read nor verified yet. */
export interface RegisteredModel {
  readonly folder: string;
  readonly identity: ModelIdentity;
  readonly manifest: ModelManifest;
}

/** Every file of a model is the one that its manifest pins. */
export interface ModelVerification {
  readonly identity: ModelIdentity;
  readonly files: readonly { path: string; sha256: string; bytes: number }[];
}

/**
 * The models below `root` (`<name>/<version>/manifest.json`), by name, newest version first; a `root` that is
 * itself a model folder is the only one.
 * @throws ModelManifestInvalid
 */
export async function listModels(root: string): Promise<RegisteredModel[]> {
  if (await hasManifest(root)) return [await readModel(root)];
  const models: RegisteredModel[] = [];
  for (const name of await subfolders(root, NAME)) {
    for (const version of await subfolders(join(root, name), VERSION)) {
      const folder = join(root, name, version);
      if (await hasManifest(folder)) models.push(await readModel(folder));
    }
  }
  return models.sort(
    (a, b) => a.identity.name.localeCompare(b.identity.name) || newestFirst(a.identity, b.identity),
  );
}

/**
 * The model to read with: the newest version of `name`, or of the first name when none is asked for.
 * @throws ModelNotFound, ModelManifestInvalid
 */
export async function findModel(root: string, name?: string): Promise<RegisteredModel> {
  const model = (await listModels(root)).find(({ identity }) => name === undefined || identity.name === name);
  if (!model) throw new ModelNotFound(root);
  return model;
}

/** @throws ModelNotFound, ModelManifestInvalid */
export async function readModel(folder: string): Promise<RegisteredModel> {
  const path = join(folder, MANIFEST);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new ModelNotFound(folder);
  });
  const parsed = ModelManifest.safeParse(parseJson(text));
  if (!parsed.success)
    throw new ModelManifestInvalid(path, z.prettifyError(parsed.error).replaceAll('\n', ' '));
  const { name, version } = parsed.data;
  return { folder, identity: { name, version, sha256: contentHash(text) }, manifest: parsed.data };
}

/**
 * Hashes every file of a model without loading it.
 * @throws ModelChanged, ModelFileMissing
 */
export async function verifyModel({
  folder,
  identity,
  manifest,
}: RegisteredModel): Promise<ModelVerification> {
  const files = Object.values(manifest.files);
  for (const file of files) requireHash(file, await hashFile(join(folder, file.path), file.path));
  return { identity, files };
}

/**
 * The bytes of one file, verified: what was hashed is what is loaded, whatever happens to the disk afterwards.
 * @throws ModelChanged, ModelFileMissing
 */
export async function readVerified({ folder }: RegisteredModel, file: ModelFile): Promise<Buffer> {
  const bytes = await readFile(join(folder, file.path)).catch((cause: unknown) => {
    throw new ModelFileMissing(file.path, { cause });
  });
  requireHash(file, contentHash(bytes));
  return bytes;
}

function requireHash(file: ModelFile, found: string): void {
  if (found !== file.sha256) throw new ModelChanged(file.path, file.sha256, found);
}

async function hashFile(path: string, name: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (cause) {
    throw new ModelFileMissing(name, { cause });
  }
  return hash.digest('hex');
}

const hasManifest = (folder: string): Promise<boolean> =>
  access(join(folder, MANIFEST)).then(
    () => true,
    () => false,
  );

async function subfolders(folder: string, pattern: RegExp): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && pattern.test(entry.name)).map(({ name }) => name);
}

const newestFirst = (a: ModelIdentity, b: ModelIdentity): number =>
  b.version.localeCompare(a.version, 'en', { numeric: true });

/** `undefined`, which no manifest is, when the text is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
