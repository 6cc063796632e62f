import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { INestApplicationContext } from '@nestjs/common';
import { DomainError } from '@wetread/kernel';
import { controlPath, type ControlReply, type ControlRequest } from './control-protocol';
import { operations } from '../operations/operations';

/**
 * Lets `wetread` commands act while a server owns the data directory: the embedded database has one process.
 * The socket file lies in the data directory with mode 0600; who can open it could also read the database.
 */
export async function openControlServer(app: INestApplicationContext, dataDir: string): Promise<Server> {
  const path = controlPath(dataDir);
  await rm(path, { force: true });
  const server = createServer((socket) => void serve(app, socket));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  if (process.platform !== 'win32') await chmod(path, 0o600);
  return server;
}

async function serve(app: INestApplicationContext, socket: Socket): Promise<void> {
  const reply = (message: ControlReply) =>
    void (socket.writable && socket.write(`${JSON.stringify(message)}\n`));
  socket.on('error', () => socket.destroy());
  for await (const line of createInterface({ input: socket })) {
    try {
      const request = JSON.parse(line) as ControlRequest;
      const operation = operations.find(({ name }) => name === request.operation);
      if (!operation) throw new Error(`this server does not know the operation ${request.operation}`);
      const step = (progress: Parameters<Parameters<typeof operation.run>[2]>[0]) =>
        reply({ kind: 'progress', step: progress });
      reply({ kind: 'result', result: await operation.run(app, request.options as never, step) });
    } catch (error) {
      const code = error instanceof DomainError ? error.code : 'cli.operation-failed';
      reply({ kind: 'error', code, message: error instanceof Error ? error.message : String(error) });
    }
    socket.end();
  }
}
