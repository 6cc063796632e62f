import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

const LOCAL_SERVER = 'postgres://postgres@127.0.0.1:5432/postgres';
const PROBE = `
const { Client } = require('pg');
const client = new Client({ connectionString: process.argv[1], connectionTimeoutMillis: 1000 });
const ask = 'select rolsuper or rolcreatedb as may from pg_roles where rolname = current_user';
client.connect().then(() => client.query(ask)).then(
  ({ rows }) => process.exit(rows[0].may ? 0 : 1), () => process.exit(1));
`;

/** Why specs on PostgreSQL are skipped. */
export const NO_POSTGRES =
  'no PostgreSQL on which databases may be made answers; set WETREAD_TEST_POSTGRES_URL';

/** A PostgreSQL server for tests: `WETREAD_TEST_POSTGRES_URL`, or one that answers on this machine. */
export function testPostgresUrl(): string | undefined {
  const url = process.env['WETREAD_TEST_POSTGRES_URL'] ?? LOCAL_SERVER;
  // Another process asks, because a suite must know before its first asynchronous step which specs it has.
  const { status } = spawnSync(process.execPath, ['-e', PROBE, url], { timeout: 10_000 });
  return status === 0 ? url : undefined;
}

export interface MadeDatabase {
  url: string;
  /** Ends whoever still uses it. */
  drop(): Promise<void>;
}

interface Template {
  /** Kept on the server for the next one who asks for it. */
  template: string;
  /** Fills an empty database, whose URL it is given. */
  fill(url: string): Promise<void>;
}

/** A database of its own on a server, empty or a copy of a template, which the first one makes. */
export async function makePostgresDatabase(serverUrl: string, from?: Template): Promise<MadeDatabase> {
  const name = `wetread_test_${randomBytes(6).toString('hex')}`;
  if (from) await makeTemplate(serverUrl, from);
  await onServer(serverUrl, (server) =>
    server.query(`create database ${name} ${from ? `template ${from.template}` : ''}`),
  );
  const drop = async (): Promise<void> => {
    await onServer(serverUrl, (server) => server.query(`drop database if exists ${name} with (force)`));
  };
  return { url: nameIn(serverUrl, name), drop };
}

// Filled under another name: a run that is killed halfway leaves nothing that looks like a template and is none.
async function makeTemplate(serverUrl: string, { template, fill }: Template): Promise<void> {
  await onServer(serverUrl, async (server) => {
    const exists = async (): Promise<boolean> =>
      (await server.query('select from pg_database where datname = $1', [template])).rowCount === 1;
    if (await exists()) return;
    await server.query('select pg_advisory_lock(hashtext($1))', [template]);
    if (await exists()) return;
    const draft = `${template}_draft`;
    await server.query(`drop database if exists ${draft} with (force)`);
    await server.query(`create database ${draft}`);
    await fill(nameIn(serverUrl, draft));
    await server.query(`alter database ${draft} rename to ${template}`);
  });
}

async function onServer<T>(url: string, work: (server: Client) => Promise<T>): Promise<T> {
  const server = new Client({ connectionString: url });
  await server.connect();
  try {
    return await work(server);
  } finally {
    await server.end();
  }
}

function nameIn(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}
