import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { Report, WorklistItem } from '@wetread/contracts';
import { CreateDemoLinks, type Role } from '@wetread/identity';
import { DimseListener } from '@wetread/imaging-study';
import { loadConfig } from '@wetread/platform';
import { makeDataDirectory } from '@wetread/testing';
import { ServeModule } from '../../apps/cli/compositions';
import { ApiClient } from '../harness/api-client';
import { until } from '../harness/until';

/** The whole of `wetread serve` in this process, with the toy model, on an embedded database of its own. */
export class ReadingApp {
  private constructor(
    readonly app: NestExpressApplication,
    readonly url: string,
    readonly directory: string,
    /** Sign-in links by role. */
    readonly links: ReadonlyMap<string, string>,
    readonly log = '',
  ) {}

  static async start(env: Record<string, string> = {}): Promise<ReadingApp> {
    const directory = await makeDataDirectory('reading');
    const config = loadConfig({
      WETREAD_PROFILE: 'demo',
      WETREAD_DATA_DIR: directory,
      WETREAD_DIMSE_PORT: '0',
      WETREAD_MODEL_DIR: resolve(__dirname, '../fixtures/toy-model'),
      WETREAD_STUDY_QUIET_SECONDS: '0.3',
      WETREAD_LOG_LEVEL: 'error',
      ...env,
    });
    const module = await Test.createTestingModule({ imports: [ServeModule.forRoot(config)] }).compile();
    const app = module.createNestApplication<NestExpressApplication>({ forceCloseConnections: true });
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    const links = await app.get(CreateDemoLinks, { strict: false }).execute();
    const byRole = new Map(links.map(({ role, token }) => [role as string, `${url}/#link=${token}`]));
    return new ReadingApp(app, url, directory, byRole);
  }

  get dimsePort(): number {
    return this.app.get(DimseListener, { strict: false }).port;
  }

  signIn(role: Role): Promise<ApiClient> {
    return ApiClient.signIn(this, role);
  }

  async close(): Promise<void> {
    await this.app.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** The study's line of the worklist once it has left the states in which one waits. */
export const settled = (client: ApiClient, study: string): Promise<WorklistItem> =>
  until(`study ${study} is settled`, async () => {
    const { items } = await client.worklist();
    const item = items.find(({ studyInstanceUid }) => studyInstanceUid === study);
    return item && !['receiving', 'awaiting-draft'].includes(item.state) && item;
  });

/** The draft of a study. */
export async function draftOf(client: ApiClient, study: string): Promise<Report> {
  const { reportId, refusal } = await settled(client, study);
  if (reportId === null) throw new Error(`no draft of ${study}: ${JSON.stringify(refusal)}`);
  return client.report(reportId);
}
