import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describeUnless } from './describe-unless';

/** Where the real films for tests lie, or undefined on a machine that has none. */
export function testDataDir(): string | undefined {
  const dir = resolve(process.env['WETREAD_TEST_DATA'] ?? '../shared/data');
  return existsSync(dir) ? dir : undefined;
}

/** `describe` for specs that need the real films; where these are absent, they are skipped and the name says why. */
export function describeWithData(name: string, specs: (dataDir: string) => void): void {
  const dataDir = testDataDir();
  const lacking = dataDir === undefined ? 'no test data; set WETREAD_TEST_DATA' : null;
  describeUnless(lacking, name, () => specs(dataDir ?? ''));
}

/** Paths of all files in a folder and in its folders. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();

/** Paths of all real DICOM files, broken ones included; without their table. */
export const realDicomFiles = (dataDir: string): string[] =>
  filesBelow(join(dataDir, 'dicom')).filter((path) => !/\.(tsv|md)$/.test(path));
