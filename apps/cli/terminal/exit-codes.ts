/** What a finished `wetread` command tells the shell. */
export const exitCode = {
  ok: 0,
  /** Something failed that was not foreseen; the message says what. */
  failed: 1,
  /** The command line itself is wrong: unknown option, missing argument, invalid value. */
  usage: 2,
  /** The command ran, but some of the files or studies were refused. */
  partly: 3,
  /** The audit trail or a weight file is not what it was. */
  tampered: 4,
} as const;
