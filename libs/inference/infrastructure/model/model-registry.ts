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
import type { ModelFile, ModelIdentity } from '../../domain/manifest/manifest-head';
import { type ManifestOf, type ModelKind, ModelManifest } from '../../domain/manifest/model-manifest';

const MANIFEST = 'manifest.json';
const NAME = /^[a-z0-9-]+$/;
const VERSION = /^\d+\.\d+\.\d+$/;

/** A model folder whose manifest was read; its weights are neither read nor verified yet. */
export interface RegisteredModel<Kind extends ModelKind = ModelKind> {
  readonly folder: string;
  readonly identity: ModelIdentity;
  readonly manifest: ManifestOf<Kind>;
}

/** One file of a model as it lies on disk, held against the manifest. */
export interface ModelFileCheck {
  /** Which file of the model: `encoder`, `text` ... */
  readonly role: string;
  readonly path: string;
  /** What is wrong with it; `null` when it is the file that the manifest pins. */
  readonly fault: ModelChanged | ModelFileMissing | null;
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
 * The newest version of the models of one kind; of `name`, or of the first name when none is asked for.
 * @throws ModelNotFound, ModelManifestInvalid
 */
export async function findModel<Kind extends ModelKind>(
  root: string,
  kind: Kind,
  name?: string,
): Promise<RegisteredModel<Kind>> {
  const model = (await listModels(root))
    .flatMap((one) => asKind(one, kind) ?? [])
    .find(({ identity }) => name === undefined || identity.name === name);
  if (!model) throw new ModelNotFound(root, kind);
  return model;
}

/** @throws ModelNotFound, ModelManifestInvalid */
export async function readModel(folder: string): Promise<RegisteredModel> {
  const path = join(folder, MANIFEST);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new ModelNotFound(folder);
  });
  const parsed = ModelManifest.safeParse(parseJson(text));
  if (!parsed.success) throw new ModelManifestInvalid(path, faultsOf(parsed.error));
  const { name, version } = parsed.data;
  return { folder, identity: { name, version, sha256: contentHash(text) }, manifest: parsed.data };
}

// The union of manifests is told apart by `kind`; TypeScript cannot follow that through a type parameter.
const asKind = <Kind extends ModelKind>(model: RegisteredModel, kind: Kind): RegisteredModel<Kind> | null =>
  model.manifest.kind === kind ? (model as unknown as RegisteredModel<Kind>) : null;

/** @throws ModelNotFound, ModelManifestInvalid */
export async function readModelOfKind<Kind extends ModelKind>(
  folder: string,
  kind: Kind,
): Promise<RegisteredModel<Kind>> {
  const model = asKind(await readModel(folder), kind);
  if (!model) throw new ModelNotFound(folder, kind);
  return model;
}

/** Hashes every file of a model without loading it, and tells of each whether it is the one that the manifest pins. */
export async function checkModel({ folder, manifest }: RegisteredModel): Promise<ModelFileCheck[]> {
  const checks: ModelFileCheck[] = [];
  for (const [role, file] of Object.entries(manifest.files)) {
    checks.push({ role, path: file.path, fault: await faultOf(folder, file) });
  }
  return checks;
}

/**
 * Makes sure that every file of a model is the one that its manifest pins.
 * @throws ModelChanged, ModelFileMissing for the first that is not
 */
export async function verifyModel(model: RegisteredModel): Promise<void> {
  const found = (await checkModel(model)).find(({ fault }) => fault !== null);
  if (found?.fault) throw found.fault;
}

/**
 * The bytes of one file, verified: what was hashed is what is loaded, whatever happens to the disk afterwards.
 * @throws ModelChanged, ModelFileMissing
 */
export async function readVerified({ folder }: RegisteredModel, file: ModelFile): Promise<Buffer> {
  const bytes = await readFile(join(folder, file.path)).catch((cause: unknown) => {
    throw new ModelFileMissing(file.path, { cause });
  });
  const changed = changeOf(file, contentHash(bytes));
  if (changed) throw changed;
  return bytes;
}

const changeOf = ({ path, sha256 }: ModelFile, found: string): ModelChanged | null =>
  found === sha256 ? null : new ModelChanged(path, sha256, found);

async function faultOf(folder: string, file: ModelFile): Promise<ModelChanged | ModelFileMissing | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(join(folder, file.path))) hash.update(chunk as Buffer);
  } catch (cause) {
    return new ModelFileMissing(file.path, { cause });
  }
  return changeOf(file, hash.digest('hex'));
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

/** All faults of a manifest; of one of another schema only that, for nothing else of it can be right. */
function faultsOf(error: z.ZodError): string {
  const ofSchema = error.issues.filter(({ path }) => path[0] === 'schema');
  const told = ofSchema.length > 0 ? new z.ZodError(ofSchema) : error;
  return z.prettifyError(told).replaceAll('\n', ' ');
}

/** `undefined`, which no manifest is, when the text is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
