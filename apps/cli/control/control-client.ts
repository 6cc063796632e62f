import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { DomainError } from '@wetread/kernel';
import { controlPath, type ControlReply } from './control-protocol';
import type { Progress } from './operation';

/** A refusal told by the server that carried the operation out. */
class OperationRefused extends DomainError {
  readonly status = 'invalid';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

class ServerGone extends DomainError {
  readonly code = 'cli.server-gone';
  readonly status = 'unavailable';
  constructor() {
    super(
      'the running server closed the connection before it answered; what it acknowledged is kept, try again',
    );
  }
}

/** The socket of the server that owns `dataDir`, or undefined when none runs. */
export function reachServer(dataDir: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(controlPath(dataDir));
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
}

/** @throws OperationRefused | ServerGone */
export async function askServer<Result>(
  socket: Socket,
  request: { operation: string; options: unknown },
  progress: (step: Progress) => void,
): Promise<Result> {
  socket.write(`${JSON.stringify(request)}\n`);
  for await (const line of createInterface({ input: socket })) {
    const reply = JSON.parse(line) as ControlReply;
    if (reply.kind === 'progress') progress(reply.step);
    else if (reply.kind === 'result') return reply.result as Result;
    else throw new OperationRefused(reply.code, reply.message);
  }
  throw new ServerGone();
}
