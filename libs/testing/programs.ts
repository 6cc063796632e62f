import { spawnSync } from 'node:child_process';

/** Whether an outside program is on the path; what it answers to `--version` does not matter. */
const isInstalled = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

/** `describe` for specs that need outside programs; where one is absent, they are skipped and the name says which. */
export function describeWithPrograms(programs: readonly string[], name: string, specs: () => void): void {
  const absent = programs.filter((program) => !isInstalled(program));
  if (absent.length === 0) describe(name, specs);
  else describe.skip(`${name} (skipped: not installed: ${absent.join(', ')})`, specs);
}
