import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { readInstanceHeader } from '@wetread/dicom';
import {
  describeUnless,
  isInstalled,
  type MadeDatabase,
  makePostgresDatabase,
  NO_POSTGRES,
  RedisServer,
  testPostgresUrl,
} from '@wetread/testing';
import { Client } from 'pg';
import { ApiClient } from './api-client';
import { runProgram } from './run-program';
import { wetread } from './wetread-command';
import { type AppName, dist, WetreadProcess } from './wetread-process';

const PASSWORD = 'a long enough password';

/**
 * Wetread as it runs in production: separate processes on a PostgreSQL database and a Redis of a test's own, and one
 * folder that all of them see.
 */
export class Production {
  private readonly started: WetreadProcess[] = [];

  private constructor(
    private readonly folder: string,
    private readonly films: string,
    private readonly made: MadeDatabase,
    readonly database: Client,
    readonly redis: RedisServer | null,
  ) {}

  /** @param queue where jobs wait: a Redis, or the database */
  static async prepare(queue: 'redis' | 'database'): Promise<Production> {
    const server = testPostgresUrl();
    if (!server) throw new Error('no PostgreSQL answers; ask testPostgresUrl first');
    // Builds what is out of date, as for every other way to start it.
    await wetread(['--version']);
    const folder = await mkdtemp(join(tmpdir(), 'wetread-production-'));
    const films = await mkdtemp(join(tmpdir(), 'wetread-films-'));
    const made = await makePostgresDatabase(server);
    const database = new Client({ connectionString: made.url });
    await database.connect();
    // The database is dropped below whoever still looks at it.
    database.on('error', () => undefined);
    const redis = queue === 'redis' ? await RedisServer.start() : null;
    return new Production(folder, films, made, database, redis);
  }

  get env(): Record<string, string> {
    return {
      WETREAD_DATA_DIR: this.folder,
      WETREAD_DATABASE_URL: this.made.url,
      ...(this.redis && { WETREAD_REDIS_URL: this.redis.url }),
      WETREAD_HTTP_PORT: '0',
      WETREAD_DIMSE_PORT: '0',
      WETREAD_KNOWN_AE_TITLES: 'STORESCU',
      WETREAD_STUDY_QUIET_SECONDS: '1',
      WETREAD_MODEL_DIR: resolve(__dirname, '../fixtures/toy-model'),
      WETREAD_LOG_LEVEL: 'info',
    };
  }

  async start(app: AppName, env: Record<string, string> = {}): Promise<WetreadProcess> {
    const process = await WetreadProcess.start(app, { ...this.env, ...env });
    this.started.push(process);
    return process;
  }

  /** What the processes that have been started said of trouble, and none should. */
  get trouble(): string {
    return this.started.map(({ trouble }) => trouble).join('');
  }

  /** `wetread ...` on the same servers. @returns what it printed */
  async command(args: readonly string[], input = ''): Promise<string> {
    const child = promisify(execFile)(process.execPath, [`${dist}/apps/cli/main.js`, ...args], {
      env: { PATH: process.env['PATH'], ...this.env },
    });
    child.child.stdin?.end(input);
    return (await child).stdout.trim();
  }

  /** A person of this role, signed in at one of the APIs. */
  async person(api: WetreadProcess, name: string, role: string): Promise<ApiClient> {
    await this.command(['user', 'create', name, '--role', role], `${PASSWORD}\n`);
    return ApiClient.signInAs(api.url, name, PASSWORD);
  }

  /** Sends films by storescu, all of them over one association. @returns the UIDs of their studies */
  async send(gateway: WetreadProcess, films: readonly Uint8Array[]): Promise<string[]> {
    const paths = films.map((_, index) => join(this.films, `${Date.now()}-${index}.dcm`));
    await Promise.all(films.map((film, index) => writeFile(paths[index]!, film)));
    const sent = await runProgram('storescu', '-aec', 'WETREAD', '127.0.0.1', `${gateway.port}`, ...paths);
    if (sent.code !== 0) throw new Error(`storescu ended with ${sent.code}: ${sent.output}`);
    return films.map((film) => readInstanceHeader(film).studyInstanceUid);
  }

  async rows<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.database.query(sql, parameters)).rows as Row[];
  }

  /** Ends all sessions of the processes, as a restart of the server does. */
  async dropSessions(): Promise<void> {
    await this.rows(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`,
    );
  }

  async close(): Promise<void> {
    for (const process of this.started) await process.end('SIGKILL');
    await this.redis?.kill();
    await this.database.end();
    await this.made.drop();
    for (const folder of [this.folder, this.films]) await rm(folder, { recursive: true, force: true });
  }
}

/** `describe` for specs of the production processes; where what they need is not here, they are skipped and say why. */
export function describeInProduction(programs: readonly string[], name: string, specs: () => void): void {
  const absent = programs.filter((program) => !isInstalled(program));
  const lacking = absent.length > 0 ? `not installed: ${absent.join(', ')}` : null;
  describeUnless(testPostgresUrl() ? lacking : NO_POSTGRES, name, specs);
}
