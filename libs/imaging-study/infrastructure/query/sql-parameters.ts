/** Collects the values of a statement and hands out their placeholders. */
export class SqlParameters {
  readonly values: unknown[] = [];

  /** `$n` for a value, with a cast where PostgreSQL could not tell its type. */
  add(value: unknown, type = 'text'): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}

/** A DICOM wild card pattern (`*`, `?`) as a LIKE pattern. */
export const likePattern = (pattern: string): string =>
  pattern
    .replaceAll(/[\\%_]/g, '\\$&')
    .replaceAll('*', '%')
    .replaceAll('?', '_');
