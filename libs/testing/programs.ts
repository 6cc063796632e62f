import { spawnSync } from 'node:child_process';
import { describeWithPeers } from './describe-unless';

/** Whether an outside program is on the path; what it answers to `--version` does not matter. */
export const isInstalled = (program: string): boolean =>
  spawnSync(program, ['--version']).error === undefined;

/** `describe` for specs that need outside programs; where one is absent, they are skipped and the name says which. */
export function describeWithPrograms(programs: readonly string[], name: string, specs: () => void): void {
  const absent = programs.filter((program) => !isInstalled(program));
  describeWithPeers(absent.length === 0 ? null : `not installed: ${absent.join(', ')}`, name, specs);
}

/** The Python that has the packages of test/conformance/requirements.txt, where a test run was given one. */
export const peersPython = (): string => process.env['WETREAD_TEST_PEERS_PYTHON'] ?? 'python3';

/** `describe` for specs that talk to peers written in Python; where a package is absent, they are skipped. */
export function describeWithPython(packages: readonly string[], name: string, specs: () => void): void {
  const { status } = spawnSync(peersPython(), ['-c', `import ${packages.join(', ')}`]);
  describeWithPeers(status === 0 ? null : `${peersPython()} lacks ${packages.join(', ')}`, name, specs);
}
