import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AuditModule, AuditTrail } from '@wetread/audit';
import type { AuditAction } from '@wetread/contracts';
import { newUid, SopClass, writePart10 } from '@wetread/dicom';
import { Hl7Message } from '@wetread/hl7';
import { IdentityModule } from '@wetread/identity';
import { StoreInstances } from '@wetread/imaging-study';
import { Clock, SystemClock, studyInstanceUid, type StudyInstanceUid } from '@wetread/kernel';
import {
  AppConfig,
  BlobStore,
  type Connection,
  createLogger,
  Database,
  DiskReserve,
  FileBlobStore,
  loadConfig,
  Logger,
  Outbox,
  type OutboxRepository,
  ProcessLocks,
  Secrets,
} from '@wetread/platform';
import { ReceiveMessage } from '../application/receive-message.use-case';
import { Hl7Module } from '../hl7.module';

@Global()
@Module({})
class GivenPlatform {}

/** What a test database gives. */
interface GivenDatabase {
  database: Database;
  outbox: OutboxRepository;
  connection: Pick<Connection, 'processLocks'>;
  dataSource: { query<Rows>(sql: string, parameters: unknown[]): Promise<Rows> };
}

/** The room above real studies, on a given database. */
export async function openOrders(test: GivenDatabase, env: Record<string, string> = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'wetread-orders-'));
  const platform = [
    {
      provide: AppConfig,
      useValue: loadConfig({ WETREAD_DATA_DIR: directory, WETREAD_LOG_LEVEL: 'silent', ...env }),
    },
    { provide: BlobStore, useValue: new FileBlobStore(join(directory, 'blobs')) },
    { provide: DiskReserve, useValue: new DiskReserve(directory, 0, createLogger({ level: 'silent' })) },
    { provide: Clock, useValue: new SystemClock() },
    { provide: Database, useValue: test.database },
    { provide: Logger, useValue: createLogger({ level: 'silent' }) },
    { provide: Outbox, useValue: test.outbox },
    { provide: ProcessLocks, useValue: test.connection.processLocks },
    { provide: Secrets, useValue: {} },
  ];
  const exports = platform.map(({ provide }) => provide);
  const module = await Test.createTestingModule({
    imports: [
      { module: GivenPlatform, providers: platform, exports },
      AuditModule,
      IdentityModule,
      Hl7Module,
    ],
  }).compile();
  const get = <T>(token: abstract new (...args: never[]) => T): T => module.get(token, { strict: false });
  return {
    get,
    receive: (message: string) => get(ReceiveMessage).execute(hl7(message), 'spec'),
    store: (attributes: Record<string, string>) => store(get(StoreInstances), attributes),
    audited: async (action: AuditAction) => (await get(AuditTrail).page({ action })).entries,
    query: <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> =>
      test.dataSource.query(sql, parameters),
    close: async () => {
      await module.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export type OpenOrders = Awaited<ReturnType<typeof openOrders>>;

/** Segments a line each, indented as the spec likes. */
export const hl7 = (text: string): Hl7Message =>
  Hl7Message.parse(Buffer.from(text.trim().replaceAll(/\n\s*/g, '\r')));

/** Stores a small instance of a study of its own. */
async function store(
  instances: StoreInstances,
  attributes: Record<string, string>,
): Promise<StudyInstanceUid> {
  const uids = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), SOPInstanceUID: newUid() };
  const dataset = {
    ...uids,
    SOPClassUID: SopClass.SecondaryCaptureImageStorage,
    Modality: 'OT',
    ...attributes,
  };
  async function* one() {
    yield { name: 'one', body: writePart10({}, dataset) };
  }
  await instances.execute({ source: { kind: 'stow', peer: 'spec' }, instances: one() });
  return studyInstanceUid(dataset.StudyInstanceUID);
}
