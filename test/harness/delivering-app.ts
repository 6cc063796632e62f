import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Test, type TestingModule } from '@nestjs/testing';
import { AuditModule } from '@wetread/audit';
import {
  Deliveries,
  DeliveryModule,
  type DeliveryFormat,
  AddDestination,
  type NamedDelivery,
  PlanDeliveries,
  ResendDelivery,
  SealedMessages,
  type Target,
  TestDestination,
  WorkLane,
} from '@wetread/delivery';
import { DicomObject } from '@wetread/dicom';
import { IdentityModule } from '@wetread/identity';
import { type IncomingInstance, StoreInstances } from '@wetread/imaging-study';
import { Inferences } from '@wetread/inference';
import { Clock, type ContentHash, studyInstanceUid } from '@wetread/kernel';
import { Database, loadConfig, PlatformModule } from '@wetread/platform';
import {
  AddAddendum,
  CorrectReport,
  DraftReport,
  ReadReport,
  type ReportTold,
  ReviseReport,
  SignReport,
  WithdrawReport,
} from '@wetread/reporting';
import { writePhantomStudy } from '@wetread/phantom';
import { aReading, keepReading, makeDataDirectory, reader } from '@wetread/testing';

/** A clock that goes on, and can be moved ahead. */
class AdvancedClock extends Clock {
  private ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.ahead);
  }

  advance(ms: number): void {
    this.ahead += Math.max(0, ms);
  }
}

/** The rooms up to delivery on an embedded database; lanes are worked when a test says so, in a time that it moves. */
export class DeliveringApp {
  private films = 0;

  private constructor(
    readonly module: TestingModule,
    readonly clock: AdvancedClock,
    private readonly directory: string,
  ) {}

  static async start(): Promise<DeliveringApp> {
    const directory = await makeDataDirectory('delivering');
    await mkdir(join(directory, 'secrets'));
    const config = loadConfig({ WETREAD_DATA_DIR: directory, WETREAD_LOG_LEVEL: 'error' });
    const clock = new AdvancedClock();
    const module = await Test.createTestingModule({
      imports: [PlatformModule.forRoot(config), AuditModule, IdentityModule, DeliveryModule],
    })
      .overrideProvider(Clock)
      .useValue(clock)
      .compile();
    await module.init();
    return new DeliveringApp(module, clock, directory);
  }

  async secret(name: string, value: string): Promise<string> {
    await writeFile(join(this.directory, 'secrets', name), value);
    return name;
  }

  /** An active destination of these formats. @returns its id */
  async destination(target: Target, formats: DeliveryFormat[], attempts = 24): Promise<string> {
    const retry = { firstSeconds: 30, maxSeconds: 600, attempts };
    const settings = { name: randomUUID(), target, formats, retry };
    const defaults = { sends: 'signed', timeoutSeconds: 10, active: true } as const;
    const { id } = await this.module.get(AddDestination).execute({ ...settings, ...defaults }, by);
    return id;
  }

  /** Puts a destination to sleep, so that the next test's reports do not go there. */
  async retire(id: string): Promise<void> {
    await this.database.manager().query('update destinations set active = false where id = $1', [id]);
  }

  /** A film that was stored, read and signed: its deliveries are planned. @returns the report's id */
  async signedReport(film = this.phantom()): Promise<string> {
    const reportId = await this.draftedReport({ film });
    await this.sign(reportId);
    return reportId;
  }

  /** A film that was stored and read, with a pneumothorax of this probability. @returns the report's id */
  async draftedReport({ film = this.phantom(), pneumothorax = 0.03 } = {}): Promise<string> {
    const { studyInstanceUid: uid, sopInstanceUid } = DicomObject.parse(film).header;
    await this.module.get(StoreInstances).execute({
      source: { kind: 'import', peer: 'test' },
      actor: by,
      instances: oneFilm({ name: sopInstanceUid, body: film }),
    });
    const reading = aReading({ pneumothorax });
    await this.module
      .get(DraftReport)
      .execute(await keepReading(this.module.get(Inferences), uid, reading, sopInstanceUid));
    return (await this.module.get(ReadReport).ofStudy(studyInstanceUid(uid))).report.id;
  }

  /** Takes every sentence about a finding out of a draft, or out of a signed report as a correction. */
  async leaveOut(reportId: string, finding: string): Promise<void> {
    const { report } = await this.module.get(ReadReport).byId(reportId);
    const { status, revision, snapshot } = report;
    const kept = snapshot.current.sentences.filter((sentence) => sentence.finding !== finding);
    const edits = kept.map(({ id, section, text }) => ({ id, section, text }));
    const change = { reportId, baseRevision: revision, edits, person: reader };
    if (status === 'preliminary') await this.module.get(ReviseReport).execute(change);
    else await this.module.get(CorrectReport).execute({ ...change, kind: 'corrected', reason: 'not there' });
    await this.plan();
  }

  async sign(reportId: string): Promise<void> {
    const { report } = await this.module.get(ReadReport).byId(reportId);
    const signing = { reportId, revision: report.revision, acknowledgedCriticalFindings: true };
    await this.module.get(SignReport).execute({ ...signing, person: reader });
    await this.plan();
  }

  private phantom(): Uint8Array {
    const number = (this.films += 1);
    const { instances } = writePhantomStudy({
      patient: { id: `DELIVERY-${number}`, name: 'Grüße-Müller^Łucja', birthDate: '19570309', sex: 'F' },
      study: { date: '20261123', time: '101500', description: 'Chest PA', accessionNumber: `ACC-${number}` },
      films: [{ seed: number, findings: [] }],
      size: 64,
    });
    const [film] = instances;
    if (!film) throw new Error('a phantom study has a film');
    return film.bytes;
  }

  /** Patient ID of the film that was signed last. */
  lastPatientId(): string {
    return `DELIVERY-${this.films}`;
  }

  async addendum(reportId: string, text: string): Promise<void> {
    const { report } = await this.module.get(ReadReport).byId(reportId);
    await this.module.get(AddAddendum).execute({ reportId, revision: report.revision, text, person: reader });
    await this.plan();
  }

  async withdraw(reportId: string, reason: string): Promise<void> {
    const { report } = await this.module.get(ReadReport).byId(reportId);
    const withdrawal = { reportId, revision: report.revision, reason, person: reader };
    await this.module.get(WithdrawReport).execute(withdrawal);
    await this.plan();
  }

  /** Works what is due, as the outbox would, and moves the clock to what is due next, for so many seconds. */
  async run(destinationId: string, seconds = 0): Promise<void> {
    const until = this.clock.now().getTime() + seconds * 1000;
    for (let due = await this.due(destinationId); due !== null; due = await this.due(destinationId)) {
      if (due > Math.max(until, this.clock.now().getTime())) break;
      await this.database.manager().query('delete from outbox_events where key = $1', [destinationId]);
      this.clock.advance(due - this.clock.now().getTime());
      await this.module.get(WorkLane).execute(destinationId);
    }
    this.clock.advance(until - this.clock.now().getTime());
  }

  async ledger(destinationId: string): Promise<NamedDelivery[]> {
    const { deliveries } = await this.module.get(Deliveries).page({ destinationId }, 500, 0);
    return deliveries.toReversed();
  }

  /** What a delivery sends at every attempt. */
  sealed(delivery: NamedDelivery | undefined): Promise<Buffer> {
    const hash = (delivery?.message?.contentHash ?? '') as ContentHash;
    return this.module.get(SealedMessages).read(delivery?.id ?? '', hash);
  }

  resend(deliveryId: string): Promise<NamedDelivery> {
    return this.module.get(ResendDelivery).execute(deliveryId, by);
  }

  tested(destinationId: string): Promise<{ reachable: boolean; code: string }> {
    return this.module.get(TestDestination).execute(destinationId);
  }

  /** State and cause of all that was ever planned for a destination, and the codes of every attempt. */
  async told(
    destinationId: string,
  ): Promise<{ state: string; cause: string | null; attempts: (string | null)[] }[]> {
    const deliveries = await this.ledger(destinationId);
    return Promise.all(
      deliveries.map(async ({ id, state, cause }) => {
        const history = await this.module.get(Deliveries).history(id);
        return { state, cause, attempts: history.map(({ code }) => code) };
      }),
    );
  }

  /** Tells what the reports' events tell, twice: the trigger is delivered at least once. */
  async plan(): Promise<void> {
    const events = await this.database
      .manager()
      .query<{ payload: ReportTold }[]>(`select payload from outbox_events where type = 'report.released'`);
    for (const { payload } of [...events, ...events]) await this.module.get(PlanDeliveries).execute(payload);
    await this.database.manager().query(`delete from outbox_events where type = 'report.released'`);
  }

  async close(): Promise<void> {
    await this.module.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  private get database(): Database {
    return this.module.get(Database);
  }

  private async due(destinationId: string): Promise<number | null> {
    const [row] = await this.database
      .manager()
      .query<{ not_before: Date }[]>(
        `select not_before from outbox_events where type = 'delivery.due' and key = $1`,
        [destinationId],
      );
    return row?.not_before.getTime() ?? null;
  }
}

const by = { kind: 'system', id: 'test' } as const;

async function* oneFilm(film: IncomingInstance): AsyncGenerator<IncomingInstance> {
  yield film;
}
