/** Larger headers (thousands of per-frame functional groups) stay in the object itself. */
const LARGEST = 256 * 1024;

/** How JSON.stringify writes NUL and lone surrogates; also matches an escaped backslash before such digits. */
const UNSTORABLE_ESCAPE = /\\u(?:0000|d[89a-f])/;

/**
 * JSON that PostgreSQL's `jsonb` takes: it refuses NUL characters and lone surrogates, both of which broken
 * character sets produce. `null` when the result is too large to keep beside the row.
 */
export function storableJson(json: Record<string, unknown>): Record<string, unknown> | null {
  const plain = JSON.stringify(json);
  if (plain.length <= LARGEST && !UNSTORABLE_ESCAPE.test(plain)) return json;
  const text = JSON.stringify(json, (_key, value: unknown) =>
    typeof value === 'string' ? storableText(value) : value,
  );
  return text.length > LARGEST ? null : (JSON.parse(text) as Record<string, unknown>);
}

/** Text that a PostgreSQL `text` column takes. With the `u` flag only unpaired surrogates match. */
export const storableText = (value: string): string =>
  value.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '\uFFFD');
