import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface ProgramResult {
  code: number;
  /** Standard output and standard error together. */
  output: string;
}

/** Runs a program to its end; a failure is a result, not an error. At most a minute. */
export async function runProgram(program: string, ...args: string[]): Promise<ProgramResult> {
  try {
    const { stdout, stderr } = await run(program, args, { timeout: 60_000, maxBuffer: 64 * 1024 * 1024 });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: number; stdout?: string; stderr?: string };
    return { code: Number(code ?? -1), output: `${stdout ?? ''}${stderr ?? ''}` };
  }
}

/** Starts a program that runs until it is stopped. */
export function startProgram(program: string, ...args: string[]): ChildProcess {
  return spawn(program, args, { stdio: 'ignore' });
}
