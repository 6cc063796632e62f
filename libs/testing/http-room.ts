import type { ModuleMetadata, Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { CreateUser, type Role } from '@wetread/identity';
import { type Config, loadConfig, OpenConnection, PlatformModule } from '@wetread/platform';
import request from 'supertest';
import { startTestDatabase, type TestDatabase } from './database';

type Token<T> = abstract new (...args: never[]) => T;

export interface HttpRoomOptions {
  /** What stands on the platform: the room and what it needs below it. */
  imports: NonNullable<ModuleMetadata['imports']>;
  controllers?: Type[];
  config?: Config;
  /** One of its own in memory, unless a spec runs on several. */
  database?: TestDatabase;
  /** In place of what the platform would provide. */
  given?: readonly { provide: Token<unknown>; useValue: unknown }[];
  /** User names with their roles; {@link HttpRoom.as} asks in their sessions. */
  users?: Readonly<Record<string, Role>>;
  beforeListening?: (app: NestExpressApplication) => void;
}

/** Silent, on a database in memory; where a spec stores bytes, it names a `WETREAD_DATA_DIR`. */
export const testConfig = (env: Record<string, string> = {}): Config => ({
  ...loadConfig({ WETREAD_LOG_LEVEL: 'silent', WETREAD_DATA_DIR: '/nonexistent/wetread', ...env }),
  database: { kind: 'pglite', dir: 'memory://' },
});

const PASSWORD = 'correct horse battery';

/** A room as it is served: over HTTP on loopback, with everything real below it. */
export class HttpRoom {
  private readonly cookies = new Map<string, string>();

  private constructor(
    readonly app: NestExpressApplication,
    readonly url: string,
    /** Asks without a session. */
    readonly http: ReturnType<typeof request>,
  ) {}

  static async start({
    imports,
    controllers = [],
    config = testConfig(),
    database,
    given = [],
    users = {},
    beforeListening,
  }: HttpRoomOptions): Promise<HttpRoom> {
    const { connection } = database ?? (await startTestDatabase());
    const builder = Test.createTestingModule({
      imports: [PlatformModule.forRoot(config), ...imports],
      controllers,
    })
      .overrideProvider(OpenConnection)
      .useValue(connection);
    for (const { provide, useValue } of given) builder.overrideProvider(provide).useValue(useValue);
    // What cannot be put together must end as a failed spec, not as a process that hangs on its database.
    const module = await builder.compile().catch(async (error: unknown) => {
      await connection.close();
      throw error;
    });
    const app = module.createNestApplication<NestExpressApplication>({ forceCloseConnections: true });
    beforeListening?.(app);
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    const room = new HttpRoom(app, url, request(url));
    for (const [username, role] of Object.entries(users)) await room.signIn(username, role);
    return room;
  }

  get<T>(token: Token<T>): T {
    return this.app.get(token, { strict: false });
  }

  cookieOf(user: string): string {
    return this.cookies.get(user) ?? '';
  }

  /** Asks in the session of one of {@link HttpRoomOptions.users}. */
  as(user: string) {
    const cookie = this.cookieOf(user);
    return {
      get: (path: string) => this.http.get(path).set('Cookie', cookie),
      put: (path: string, body: object) => this.http.put(path).set('Cookie', cookie).send(body),
      post: (path: string, body: object = {}) => this.http.post(path).set('Cookie', cookie).send(body),
      delete: (path: string) => this.http.delete(path).set('Cookie', cookie),
    };
  }

  close(): Promise<void> {
    return this.app.close();
  }

  private async signIn(username: string, role: Role): Promise<void> {
    const by = { kind: 'system', id: 'spec' } as const;
    const person = { username, displayName: `Dr. ${username}`, role, password: PASSWORD };
    await this.get(CreateUser).execute({ ...person, by });
    const { headers } = await this.http.post('/api/session').send({ username, password: PASSWORD });
    this.cookies.set(username, String(headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '');
  }
}
