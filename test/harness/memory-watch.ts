const MiB = 1024 * 1024;

/** How much more memory this process has taken since the watch began, MiB. */
export function memoryWatch(): () => number {
  const before = process.memoryUsage.rss();
  return () => Math.round((process.memoryUsage.rss() - before) / MiB);
}
