import { z } from 'zod';

/** What a line of a batch is known by; told back with its result. */
export const BatchId = z.union([z.string(), z.number()]);
export type BatchId = z.infer<typeof BatchId>;

/** A line of JSON that was read, or what is wrong with it and the `id` that could still be told. */
export type BatchLine<Value> =
  | { readonly value: Value }
  | { readonly fault: 'not-json' | 'not-valid'; readonly told: string; readonly id: BatchId | null };

/** Reads one line of a batch. Faults name fields, never what the line holds. */
export function readBatchLine<Value>(line: string, schema: z.ZodType<Value>): BatchLine<Value> {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return { fault: 'not-json', told: 'is not JSON', id: null };
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { value: parsed.data };
  const id = BatchId.safeParse((raw as { id?: unknown } | null)?.id);
  const told = parsed.error.issues
    .map(({ path, message }) => `${path.join('.') || 'the line'}: ${message}`)
    .join('; ');
  return { fault: 'not-valid', told, id: id.success ? id.data : null };
}
