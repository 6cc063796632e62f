import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseAuditTrail } from '@wetread/audit';
import type { Clock } from '@wetread/kernel';
import {
  createLogger,
  type Database,
  FileBlobStore,
  loadConfig,
  type OutboxRepository,
} from '@wetread/platform';
import type { ReportTold } from '@wetread/reporting';
import type { DatabaseUnderTest, HandClock, TestDatabase } from '@wetread/testing';
import { AddDestination } from '../application/add-destination.use-case';
import { ChangeDestination } from '../application/change-destination.use-case';
import { ComposeMessage } from '../application/compose-message';
import { LaneIntervention } from '../application/lane-intervention';
import { LaneLedger } from '../application/lane-ledger';
import { LaneSchedule } from '../application/lane-schedule';
import { PlanDeliveries } from '../application/plan-deliveries.use-case';
import { ForgetMessages } from '../application/forget-messages.use-case';
import { RetireDestination } from '../application/retire-destination.use-case';
import { ResendDeadLetters } from '../application/resend-dead-letters.use-case';
import { ResendDelivery } from '../application/resend-delivery.use-case';
import { SendDelivery } from '../application/send-delivery';
import { SkipDelivery } from '../application/skip-delivery.use-case';
import { Transports } from '../application/transports';
import { WorkLane } from '../application/work-lane.use-case';
import type { NamedDelivery } from '../domain/deliveries';
import type { Delivery } from '../domain/delivery';
import type { Destination, DestinationSettings, TargetOf } from '../domain/destination';
import { DestinationChoice } from '../domain/destination-choice';
import { controlIdOf } from '../domain/message-id';
import { outcome, type Outcome } from '../domain/outcome';
import { type Message, Transport } from '../domain/transport';
import { DeliveryRepository } from '../infrastructure/delivery.repository';
import { DestinationRepository } from '../infrastructure/destination.repository';
import { SealedMessageFiles } from '../infrastructure/sealed-message-files';

/** A peer that answers as it is told, and remembers what it got. */
class ScriptedPeer extends Transport<'webhook'> {
  readonly kind = 'webhook';
  readonly got: { url: string; id: string; bytes: string }[] = [];
  answer: (url: string, message: Message) => Outcome | Promise<Outcome> = () =>
    outcome('accepted', 'http.200');

  async send({ url }: TargetOf<'webhook'>, message: Message): Promise<Outcome> {
    this.got.push({ url, id: message.id, bytes: message.bytes.toString() });
    return this.answer(url, message);
  }

  async test(): Promise<Outcome> {
    return outcome('accepted', 'http.200');
  }
}

class ChosenByName extends DestinationChoice {
  names: readonly string[] | 'all' = 'all';
  of = async () => this.names;
  rulesNaming = async () => [];
}

class ShortMessages extends ComposeMessage {
  composed = 0;
  /** As the patient is known now. */
  patientName = 'Doe';
  fault: Error | null = null;

  async compose(delivery: Delivery): Promise<Message> {
    this.composed += 1;
    if (this.fault) throw this.fault;
    const { reportId, revision, format } = delivery;
    return {
      id: controlIdOf(delivery),
      format,
      bytes: Buffer.from(`${this.patientName} ${reportId} ${revision}`),
    };
  }

  patientWords = async () => ['Doe', 'Jane'];
}

/** The ledger on a given database, with peers of a script in place of the network. */
async function openDeliveryBench(test: { database: Database; outbox: OutboxRepository }, clock: HandClock) {
  const { database, outbox } = test;
  const logger = createLogger({ level: 'silent' });
  const directory = await mkdtemp(join(tmpdir(), 'wetread-delivery-'));
  const audit = new DatabaseAuditTrail(database, clock);
  const destinations = new DestinationRepository(database);
  const deliveries = new DeliveryRepository(database);
  const lanes = new LaneSchedule(destinations, deliveries, outbox, database);
  const ledger = new LaneLedger(destinations, deliveries, audit, database, clock);
  const peer = new ScriptedPeer();
  const composer = new ShortMessages();
  const choice = new ChosenByName();
  const messages = new SealedMessageFiles(
    { dataDir: directory },
    new FileBlobStore(join(directory, 'blobs')),
  );
  const sender = new SendDelivery(composer, ledger, new Transports([peer]), messages, logger);
  const work = new WorkLane(ledger, sender, lanes, logger);
  const plan = new PlanDeliveries(destinations, deliveries, choice, lanes, database, clock);
  const add = new AddDestination(destinations, audit, database, clock);
  const change = new ChangeDestination(destinations, choice, lanes, audit, database, clock);
  const lane = new LaneIntervention(destinations, deliveries, lanes, audit, database, clock);
  const resend = new ResendDelivery(lane);
  const resendAll = new ResendDeadLetters(lane, deliveries);
  const skip = new SkipDelivery(lane);
  const retire = new RetireDestination(lane, destinations, deliveries, choice, audit, clock);
  const forget = new ForgetMessages(destinations, deliveries, messages, audit, database, loadConfig({}));

  /** When the lane will be worked next; `null` when nothing waits. */
  const nextWake = async (destinationId: string): Promise<Date | null> => {
    const [row] = await database
      .manager()
      .query<{ not_before: Date }[]>(
        `select not_before from outbox_events where type = 'delivery.due' and key = $1`,
        [destinationId],
      );
    return row?.not_before ?? null;
  };

  const ledgerOf = async (reportId: string): Promise<NamedDelivery[]> =>
    (await deliveries.page({ reportId }, 500, 0)).deliveries.toReversed();

  return {
    audit,
    choice,
    clock,
    composer,
    deliveries,
    destinations,
    change,
    lanes,
    ledger,
    forget,
    messages,
    peer,
    retire,
    plan,
    resend,
    resendAll,
    skip,
    work,
    nextWake,
    addDestination: (name: string, more: Partial<DestinationSettings> = {}): Promise<Destination> =>
      add.execute({ ...settingsOf(name), ...more }, { kind: 'user', id: 'admin' }),
    /** A report in the database, of which revisions can be told. */
    aReport: () => aReport(database, clock),
    ledgerOf,
    /** Revision, state and cause of every delivery of a report. */
    states: async (reportId: string) =>
      (await ledgerOf(reportId)).map(({ revision, state, cause }) => [revision, state, cause]),
    /** The attempts of a report's first delivery. */
    history: async (reportId: string) => deliveries.history((await ledgerOf(reportId))[0]?.id ?? ''),
    actions: async (studyInstanceUid: string) =>
      (await audit.page({ studyInstanceUid })).entries.map(({ action }) => action).toReversed(),
    /** What the outbox would do: works the lane whenever it is due, until nothing is due within `seconds`. */
    run: async (destinationId: string, seconds: number): Promise<void> => {
      const until = new Date(clock.now().getTime() + seconds * 1000);
      for (
        let due = await nextWake(destinationId);
        due && due <= until;
        due = await nextWake(destinationId)
      ) {
        await database.manager().query('delete from outbox_events where key = $1', [destinationId]);
        clock.advance(Math.max(0, (due.getTime() - clock.now().getTime()) / 1000));
        await work.execute(destinationId);
      }
      clock.advance((until.getTime() - clock.now().getTime()) / 1000);
    },
    close: () => rm(directory, { recursive: true, force: true }),
  };
}

/** Gives every spec around this call an empty bench, all of them on one database. */
export function benchOfEachSpec(
  { open }: DatabaseUnderTest,
  clock: HandClock,
  give: (bench: DeliveryBench) => void,
): void {
  let test: TestDatabase;
  let bench: DeliveryBench;
  beforeAll(async () => {
    test = await open(clock);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    bench = await openDeliveryBench(test, clock);
    give(bench);
  });
  afterEach(async () => {
    await bench.close();
    await test.dataSource.query(
      'truncate delivery_attempts, deliveries, destinations, outbox_events cascade',
    );
  });
}

export type DeliveryBench = Awaited<ReturnType<typeof openDeliveryBench>>;

const settingsOf = (name: string): DestinationSettings => ({
  name,
  target: {
    kind: 'webhook',
    url: `https://${name}.test/`,
    authentication: { kind: 'none' },
    tls: null,
    allowPlain: false,
    signingSecret: 'hook',
  },
  formats: ['event'],
  sends: 'signed',
  timeoutSeconds: 30,
  retry: { firstSeconds: 30, maxSeconds: 600, attempts: 5 },
  active: true,
});

let reports = 0;
async function aReport(database: Database, clock: Clock) {
  const [reportId, studyInstanceUid] = [randomUUID(), `1.2.840.77.${(reports += 1)}`];
  await database.manager().query(
    `with patient as (
       insert into patients (patient_id, patient_name, created_at) values ($2, 'Doe^Jane', $3) returning id),
     study as (
       insert into studies (study_instance_uid, patient_id, patient_name, state, completions, first_received_at,
         last_received_at) select $2, id, 'Doe^Jane', 'complete', 1, $3, $3 from patient returning study_instance_uid)
     insert into reports (id, study_instance_uid, status, revision, created_at, updated_at)
     select $1, study_instance_uid, 'preliminary', 1, $3, $3 from study`,
    [reportId, studyInstanceUid, clock.now()],
  );
  return (revision: number, status: ReportTold['status'] = 'final'): ReportTold => ({
    reportId,
    revision,
    status,
    studyInstanceUid,
  });
}
