import { join } from 'node:path';
import type { Progress } from './operation';

/** One line of JSON per message, over a Unix socket that only its owner may open. */
export interface ControlRequest {
  operation: string;
  options: unknown;
}

export type ControlReply =
  | { kind: 'progress'; step: Progress }
  | { kind: 'result'; result: unknown }
  | { kind: 'error'; code: string; message: string };

/** A named pipe on Windows, a socket file in the data directory elsewhere. */
export const controlPath = (dataDir: string): string =>
  process.platform === 'win32'
    ? `\\\\.\\pipe\\wetread-${Buffer.from(dataDir).toString('hex').slice(-40)}`
    : join(dataDir, 'control.sock');
