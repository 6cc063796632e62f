import { NestFactory } from '@nestjs/core';
import { loadConfig, NestLogger, createLogger } from '@wetread/platform';
import { CliModule } from '../compositions';
import { askServer, reachServer } from './control-client';
import type { Operation, Progress } from './operation';

/**
 * Runs an operation where the data is: in the running server when one owns the data directory, else here.
 * A PostgreSQL serves many processes, but the server is still asked first: it knows who is sending.
 */
export async function runOperation<Options, Result>(
  operation: Operation<Options, Result>,
  options: Options,
  progress: (step: Progress) => void = () => undefined,
): Promise<Result> {
  const config = loadConfig();
  const socket = await reachServer(config.dataDir);
  if (socket) {
    try {
      return await askServer<Result>(socket, { operation: operation.name, options }, progress);
    } finally {
      socket.destroy();
    }
  }
  const quiet = { ...config, log: { ...config.log, level: 'error' as const } };
  const app = await NestFactory.createApplicationContext(CliModule.forRoot(quiet), {
    logger: new NestLogger(createLogger(quiet.log)),
    abortOnError: false,
  });
  try {
    return await operation.run(app, options, progress);
  } finally {
    await app.close();
  }
}
