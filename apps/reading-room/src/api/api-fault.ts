import { Problem } from '@wetread/contracts';

/** An answer of the server that is not what was asked for, told in words a reader can use. */
export class ApiFault extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    detail: string,
    readonly requestId?: string,
  ) {
    super(detail);
    this.name = 'ApiFault';
  }

  static unreachable(): ApiFault {
    return new ApiFault(
      0,
      'http.unreachable',
      'No answer',
      'The server does not answer. Is it still running?',
    );
  }

  static unreadable(path: string): ApiFault {
    return new ApiFault(
      0,
      'http.unreadable',
      'Unexpected answer',
      `The answer of ${path} does not fit this version of the reading room. Reload the page.`,
    );
  }

  /** Reads RFC 9457 problem details; any other error body is told by its status. */
  static async from(response: Response): Promise<ApiFault> {
    const parsed = Problem.safeParse(await response.json().catch(() => null));
    if (!parsed.success) {
      return new ApiFault(
        response.status,
        'http.error',
        response.statusText || 'Error',
        plainWords(response.status),
      );
    }
    const { status, code, title, detail, requestId } = parsed.data;
    return new ApiFault(status, code, title, detail || plainWords(status), requestId);
  }
}

export const isFault = (error: unknown, code: string): boolean =>
  error instanceof ApiFault && error.code === code;

export const hasStatus = (error: unknown, status: number): boolean =>
  error instanceof ApiFault && error.status === status;

function plainWords(status: number): string {
  if (status === 401) return 'You are not signed in.';
  if (status === 403) return 'Your role may not do this.';
  if (status === 404) return 'It is not here (any more).';
  if (status === 429) return 'Too many attempts. Wait a minute and try again.';
  if (status >= 500) return 'The server failed at this. It was logged; try again.';
  return `The server refused this (${status}).`;
}
