import { SingleBar } from 'cli-progress';
import type { Progress } from '../control/operation';

/** A bar on standard error while it is a terminal; silent in pipes and logs. */
export class ProgressBar {
  private readonly bar = new SingleBar({
    format: '{bar} {value}/{total} {label}',
    stream: process.stderr,
    hideCursor: true,
    barsize: 28,
    noTTYOutput: false,
    clearOnComplete: true,
  });
  private started = false;

  readonly step = ({ done, total, label }: Progress): void => {
    if (!process.stderr.isTTY) return;
    if (this.started) this.bar.setTotal(total);
    else this.bar.start(total, done, { label });
    this.started = true;
    this.bar.update(done, { label });
  };

  stop(): void {
    if (this.started) this.bar.stop();
  }
}

/** Runs `work` with a bar that is always taken away again. */
export async function withProgress<Result>(
  work: (step: ProgressBar['step']) => Promise<Result>,
): Promise<Result> {
  const bar = new ProgressBar();
  try {
    return await work(bar.step);
  } finally {
    bar.stop();
  }
}
