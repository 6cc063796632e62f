import type { INestApplicationContext } from '@nestjs/common';

/** A step of a long operation, for a progress bar: `done` of `total` (0 while unknown). */
export interface Progress {
  done: number;
  total: number;
  label: string;
}

/**
 * Something the command line asks of the process that owns the data directory. Options and result are JSON,
 * because a running server executes the operation and the command only shows it (see `control-server.ts`).
 */
export interface Operation<Options, Result> {
  readonly name: string;
  run(app: INestApplicationContext, options: Options, progress: (step: Progress) => void): Promise<Result>;
}
