import type { AuditPage, Report, Worklist } from '@wetread/contracts';
import type { WetreadServer } from './wetread-server';

/** A signed-in user of the HTTP API. */
export class ApiClient {
  private constructor(
    private readonly base: string,
    private readonly cookie: string,
  ) {}

  static async signIn(
    server: Pick<WetreadServer, 'links' | 'log' | 'url'>,
    role: string,
  ): Promise<ApiClient> {
    const link = server.links.get(role);
    if (!link) throw new Error(`no sign-in link for ${role} was printed:\n${server.log}`);
    const token = new URL(link).hash.replace('#link=', '');
    return ApiClient.open(server.url, '/api/session/link', { token });
  }

  /** By name and password, as where no links are printed. */
  static signInAs(base: string, username: string, password: string): Promise<ApiClient> {
    return ApiClient.open(base, '/api/session', { username, password });
  }

  private static async open(base: string, path: string, json: object): Promise<ApiClient> {
    const answer = await fetch(`${base}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(json),
    });
    if (!answer.ok) throw new Error(`sign-in at ${path}: ${answer.status} ${await answer.text()}`);
    const cookie = answer.headers
      .getSetCookie()
      .map((value) => value.split(';')[0])
      .join('; ');
    return new ApiClient(base, cookie);
  }

  /** The same session at another server. */
  at(base: string): ApiClient {
    return new ApiClient(base, this.cookie);
  }

  fetch(path: string, init: { method?: string; json?: unknown } = {}): Promise<Response> {
    return fetch(`${this.base}${path}`, {
      method: init.method ?? 'GET',
      headers: {
        cookie: this.cookie,
        ...(init.json !== undefined && { 'content-type': 'application/json' }),
      },
      ...(init.json !== undefined && { body: JSON.stringify(init.json) }),
    });
  }

  async json<T>(path: string, init: { method?: string; json?: unknown } = {}): Promise<T> {
    const answer = await this.fetch(path, init);
    if (!answer.ok)
      throw new Error(`${init.method ?? 'GET'} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  worklist = (): Promise<Worklist> => this.json('/api/worklist?limit=200');
  report = (id: string): Promise<Report> => this.json(`/api/reports/${id}`);
  audit = (studyInstanceUid: string): Promise<AuditPage> =>
    this.json(`/api/audit?studyInstanceUid=${encodeURIComponent(studyInstanceUid)}`);
}
