import type { Progress } from '@wetread/evaluation';

const EVERY_MILLISECONDS = 30_000;

/** Passes steps on to the bar; where standard error is no terminal, a line when a set is done and twice a minute. */
export function narrate(step: Progress): Progress {
  let told = performance.now();
  return ({ done, total, label }) => {
    step({ done, total, label });
    const isDue = performance.now() - told >= EVERY_MILLISECONDS;
    if (process.stderr.isTTY || (done < total && !isDue)) return;
    told = performance.now();
    console.error(`wetread: ${label}: ${done} of ${total}`);
  };
}
