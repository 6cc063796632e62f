import type { z } from 'zod';
import { ApiFault } from './api-fault';

interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly query?: Record<string, string | number | undefined>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Calls the API and checks what comes back against its contract. Throws {@link ApiFault}. */
export async function call<T extends z.ZodType>(
  schema: T,
  path: string,
  options: Call = {},
): Promise<z.output<T>> {
  const response = await send(path, options);
  const parsed = schema.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) throw ApiFault.unreadable(path);
  return parsed.data;
}

/** Calls the API and gives the raw answer. Throws {@link ApiFault} when it is an error. */
export async function send(
  path: string,
  { method = 'GET', query, body, signal }: Call = {},
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(withQuery(path, query), {
      method,
      credentials: 'same-origin',
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw ApiFault.unreachable();
  }
  if (!response.ok) throw await ApiFault.from(response);
  return response;
}

function withQuery(path: string, query: Call['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}
