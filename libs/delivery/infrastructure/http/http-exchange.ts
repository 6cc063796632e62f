import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { TlsOptions } from '../tls-material';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'OPTIONS';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly tls?: TlsOptions;
  /** From the look-up of the name to the last byte of the answer. */
  readonly timeoutMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** As much of it as an acknowledgement may need. */
  readonly body: Buffer;
}

/** No answer, or not all of one. */
export class HttpTrouble extends Error {
  constructor(
    /** `timeout`, or the system's own: `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
    readonly code: string,
    /** False only when the request cannot have reached the peer. */
    readonly mayHaveArrived: boolean,
  ) {
    super(`no answer: ${code}`);
  }
}

/** What a peer may answer before we stop listening: it must not cost memory. */
const ANSWER_BYTES = 256 * 1024;

/**
 * One request on a connection of its own, by node's client, since `fetch` shows no client certificate. Redirects are
 * answers like any other: results go to where an administrator said, and nowhere else.
 * @throws HttpTrouble
 */
export async function httpExchange(wanted: HttpRequest): Promise<HttpAnswer> {
  const { method, url, headers, body, tls, timeoutMs } = wanted;
  const target = new URL(url);
  const signal = AbortSignal.timeout(timeoutMs);
  const options: RequestOptions = {
    method,
    signal,
    agent: false,
    headers: { ...headers, 'Content-Length': String(body?.length ?? 0), Connection: 'close' },
  };
  const request =
    target.protocol === 'https:'
      ? tlsRequest(target, { ...options, ...tls, minVersion: 'TLSv1.2' })
      : plainRequest(target, options);
  let connected = false;
  request.once('socket', (socket) =>
    socket.once(target.protocol === 'https:' ? 'secureConnect' : 'connect', () => (connected = true)),
  );
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve).on('error', reject).end(body);
    });
    return { status: response.statusCode ?? 0, headers: response.headers, body: await bodyOf(response) };
  } catch (error) {
    const { code = 'connection-lost' } = error as NodeJS.ErrnoException;
    throw new HttpTrouble(signal.aborted ? 'timeout' : code, connected);
  } finally {
    request.destroy();
  }
}

async function bodyOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, ANSWER_BYTES - length));
    length += chunk.length;
    if (length >= ANSWER_BYTES) break;
  }
  return Buffer.concat(chunks);
}
