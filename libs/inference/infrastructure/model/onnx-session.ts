import { env, InferenceSession } from 'onnxruntime-node';
import type { ExecutionProvider } from '../../domain/draft-engine';

// A provider that cannot be had is told by our own line, not by the library's stack of them.
env.logLevel = 'fatal';

export interface SessionSettings {
  readonly provider: ExecutionProvider;
  /** Threads of one operator. */
  readonly threads: number;
}

/** Where sessions really run. `fallback` says why it is not where they were asked to. */
export interface ProviderOutcome {
  readonly provider: ExecutionProvider;
  readonly fallback: string | null;
}

/**
 * Opens sessions on the asked provider; when it cannot be had (no driver, no library), on the CPU, and says so. All
 * or none: a model whose halves run on different devices would be slower than either.
 */
export async function openSessions<Name extends string>(
  files: Readonly<Record<Name, Buffer>>,
  settings: SessionSettings,
): Promise<{ sessions: Record<Name, InferenceSession>; outcome: ProviderOutcome }> {
  if (settings.provider === 'cpu') {
    return { sessions: await openAll(files, settings), outcome: { provider: 'cpu', fallback: null } };
  }
  try {
    return {
      sessions: await openAll(files, settings),
      outcome: { provider: settings.provider, fallback: null },
    };
  } catch (error) {
    const fallback = (error instanceof Error ? error.message : String(error))
      .split('\n', 1)[0]!
      .slice(0, 200);
    const sessions = await openAll(files, { ...settings, provider: 'cpu' });
    return { sessions, outcome: { provider: 'cpu', fallback } };
  }
}

async function openAll<Name extends string>(
  files: Readonly<Record<Name, Buffer>>,
  settings: SessionSettings,
): Promise<Record<Name, InferenceSession>> {
  const opened: [string, InferenceSession][] = [];
  try {
    for (const [name, bytes] of Object.entries<Buffer>(files)) {
      opened.push([name, await InferenceSession.create(bytes, sessionOptions(settings))]);
    }
  } catch (error) {
    for (const [, session] of opened) await session.release();
    throw error;
  }
  return Object.fromEntries(opened) as Record<Name, InferenceSession>;
}

const sessionOptions = ({ provider, threads }: SessionSettings): InferenceSession.SessionOptions => ({
  executionProviders: [provider],
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  logSeverityLevel: 4,
  // The arena keeps the peak of every run for good; drafting is bursty and shares its machine.
  enableCpuMemArena: false,
  // Idle threads must not spin: on two cores they would starve the server that waits for the draft.
  extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
});
