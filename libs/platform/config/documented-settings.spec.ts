import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigurationInvalid, loadConfig } from './load-config';

const root = resolve(__dirname, '../../..');
const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(md|yaml)$|^Dockerfile$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
const namesIn = (paths: readonly string[]): Set<string> =>
  new Set(paths.flatMap((path) => readFileSync(path, 'utf8').match(/\bWETREAD_[A-Z0-9_]*[A-Z0-9]\b/g) ?? []));

function isSetting(name: string): boolean {
  try {
    loadConfig({ [name]: '' });
    return true;
  } catch (error) {
    return error instanceof ConfigurationInvalid && !error.faults.join().includes('no such setting');
  }
}

describe('the settings that people are told of', () => {
  const documents = [...filesBelow('docs'), join(root, 'README.md')];
  // AE titles in examples and outputs of Wetread itself look alike.
  const named = [...namesIn([...documents, ...filesBelow('docker')])].filter(
    (name) => !/_\d+_\d+$/.test(name),
  );

  it('exist', () => {
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((name) => !isSetting(name) && !name.startsWith('WETREAD_TEST_'))).toEqual([]);
  });

  it('are all that there are', () => {
    const source = readFileSync(join(__dirname, 'load-config.ts'), 'utf8');
    const settings = [...source.matchAll(/^ {2}(WETREAD_[A-Z0-9_]+):/gm)].map(([, name]) => name!);
    const told = namesIn(documents);
    expect(settings.length).toBeGreaterThan(40);
    expect(settings.filter((name) => !told.has(name))).toEqual([]);
  });
});
