import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the real films for tests lie, or undefined on a machine that has none. */
export function testDataDir(): string | undefined {
  const dir = resolve(process.env['WETREAD_TEST_DATA'] ?? '../shared/data');
  return existsSync(dir) ? dir : undefined;
}

/** `describe` for specs that need the real films; where these are absent, they are skipped and the name says why. */
export function describeWithData(name: string, specs: (dataDir: string) => void): void {
  const dataDir = testDataDir();
  if (dataDir) describe(name, () => specs(dataDir));
  else describe.skip(`${name} (skipped: no test data; set WETREAD_TEST_DATA)`, () => specs('/nonexistent'));
}

/** Paths of all real DICOM files, broken ones included; without their table. */
export function realDicomFiles(dataDir: string): string[] {
  const below = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return below(path);
      return /\.(tsv|md)$/.test(name) ? [] : [path];
    });
  return below(join(dataDir, 'dicom'));
}
