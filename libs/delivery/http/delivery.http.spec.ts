import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { AuditModule, AuditTrail } from '@wetread/audit';
import { Delivery, DeliveryDetail, DeliveryPage, Destination, DestinationTest } from '@wetread/contracts';
import { CreateUser, IdentityModule } from '@wetread/identity';
import { Inferences } from '@wetread/inference';
import { type SopInstanceUid, studyInstanceUid } from '@wetread/kernel';
import { Database, loadConfig, OpenConnection, PlatformModule, Secrets } from '@wetread/platform';
import { DraftReport, Reports, type ReportTold } from '@wetread/reporting';
import { aReading, HttpReceiver, seedStudy, startTestDatabase } from '@wetread/testing';
import request from 'supertest';
import { PlanDeliveries } from '../application/plan-deliveries.use-case';
import { WorkLane } from '../application/work-lane.use-case';
import { DeliveryModule } from '../delivery.module';

const password = 'correct horse battery';
const by = { kind: 'system', id: 'spec' } as const;
const config = {
  ...loadConfig({ WETREAD_LOG_LEVEL: 'silent', WETREAD_DATA_DIR: '/nonexistent/wetread' }),
  database: { kind: 'pglite', dir: 'memory://' } as const,
};

@Module({ imports: [PlatformModule.forRoot(config), AuditModule, IdentityModule, DeliveryModule] })
class Root {}

let app: NestExpressApplication;
let http: ReturnType<typeof request>;
let receiver: HttpReceiver;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  const { connection } = await startTestDatabase();
  const module = await Test.createTestingModule({ imports: [Root] })
    .overrideProvider(OpenConnection)
    .useValue(connection)
    .overrideProvider(Secrets)
    .useValue({ text: async () => 'shared secret', bytes: async () => Buffer.from('x') })
    .compile();
  app = module.createNestApplication<NestExpressApplication>();
  await app.listen(0, '127.0.0.1');
  receiver = await HttpReceiver.open();
  http = request((await app.getUrl()).replace('[::1]', '127.0.0.1'));
  for (const [username, role] of [
    ['admin', 'admin'],
    ['reader', 'radiologist'],
  ] as const) {
    await app.get(CreateUser).execute({ username, displayName: `Dr. ${username}`, role, password, by });
    const { headers } = await http.post('/api/session').send({ username, password });
    cookies[username] = String(headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
  }
});
afterAll(async () => {
  await receiver.close();
  await app.close();
});

const cookieOf = (user: string): string => cookies[user] ?? '';
const as = (user: string) => ({
  get: (path: string) => http.get(path).set('Cookie', cookieOf(user)),
  post: (path: string, body: object = {}) => http.post(path).set('Cookie', cookieOf(user)).send(body),
  put: (path: string, body: object) => http.put(path).set('Cookie', cookieOf(user)).send(body),
});
const admin = as('admin');
const hook = (name: string) => ({
  name,
  target: { kind: 'webhook', url: receiver.url, signingSecret: 'hook' },
  formats: ['event'],
});
const added = async (name: string): Promise<Destination> =>
  Destination.parse((await admin.post('/api/destinations', hook(name)).expect(201)).body);

let drafts = 0;
/** A drafted report, whose revision 1 is all there is. */
async function aReport(): Promise<ReportTold> {
  const uid = studyInstanceUid(`1.2.840.66.${(drafts += 1)}`);
  const id = `00000000-0000-4000-8000-${String(drafts).padStart(12, '0')}`;
  await seedStudy(app.get(Database), uid);
  await app.get(Inferences).add({
    id,
    studyInstanceUid: uid,
    completion: 1,
    reason: 'first',
    model: { name: 'wetread-cxr', version: '0.1.0', sha256: 'a'.repeat(64) },
    film: { sopInstanceUid: `${uid}.1.1` as SopInstanceUid, frame: 1 },
    reading: aReading(),
    createdAt: new Date(),
  });
  await app.get(DraftReport).execute(id);
  const report = await app.get(Reports).findByStudy(uid);
  return { reportId: report?.id ?? '', revision: 1, status: 'final', studyInstanceUid: uid };
}

describe('destinations', () => {
  it('are added with defaults, listed with their health, changed and tested', async () => {
    const destination = await added('portal');
    expect(destination).toMatchObject({ sends: 'signed', timeoutSeconds: 30, active: true });
    const { body } = await admin.get('/api/destinations').expect(200);
    expect(body.map((one: unknown) => Destination.parse(one).name)).toContain('portal');
    const changed = { ...hook('portal 2'), timeoutSeconds: 5 };
    const answer = await admin.put(`/api/destinations/${destination.id}`, changed).expect(200);
    expect(Destination.parse(answer.body)).toMatchObject({ name: 'portal 2', timeoutSeconds: 5 });
    const tested = await admin.post(`/api/destinations/${destination.id}/test`).expect(200);
    expect(DestinationTest.parse(tested.body)).toMatchObject({ reachable: true, code: 'http.200' });
    expect(JSON.parse(receiver.got.at(-1)?.body.toString() ?? '')).toEqual({ type: 'ping' });
  });

  it('are for those who manage connections alone, and every change is in the trail', async () => {
    await as('reader').get('/api/destinations').expect(403);
    await as('reader').post('/api/destinations', hook('mine')).expect(403);
    await http.get('/api/destinations').expect(401);
    const { id } = await added('audited');
    const { entries } = await app.get(AuditTrail).page({ action: 'destination-changed' });
    expect(entries[0]).toMatchObject({ subject: { type: 'destination', id }, details: { what: 'added' } });
    expect(JSON.stringify(entries)).not.toContain('shared secret');
  });

  it.each([
    [{ formats: ['sr'] }, 'delivery.format-not-taken'],
    [
      { target: { kind: 'webhook', url: 'http://hooks.test/', signingSecret: 'hook' } },
      'delivery.plain-transport',
    ],
    [
      { target: { kind: 'webhook', url: 'file:///etc/passwd', signingSecret: 'hook' } },
      'http.request-invalid',
    ],
    [
      { target: { kind: 'webhook', url: 'https://x.test/', signingSecret: '../key' } },
      'http.request-invalid',
    ],
  ])('refuse %j', async (wrong, code) => {
    const { body } = await admin.post('/api/destinations', { ...hook('wrong'), ...wrong }).expect(400);
    expect(body.code).toBe(code);
  });

  it('that do not exist are not found', async () => {
    const { body } = await admin.get('/api/destinations/00000000-0000-4000-8000-000000000000').expect(404);
    expect(body.code).toBe('delivery.destination-not-found');
    await admin.get('/api/destinations/nonsense').expect(400);
  });
});

describe('the ledger', () => {
  it('shows each attempt, and sends again what is dead', async () => {
    const { id } = await added('ledger');
    await app.get(PlanDeliveries).execute({ ...(await aReport()), revision: 2 });
    await app.get(WorkLane).execute(id);
    // The report has no such revision: nothing can be rendered, so nothing was sent.
    const { body } = await admin.get(`/api/deliveries?destinationId=${id}`).expect(200);
    const [dead] = DeliveryPage.parse(body).deliveries;
    expect(dead).toMatchObject({ state: 'dead', cause: 'report.not-found', attempts: 1, revision: 2 });
    const detail = await admin.get(`/api/deliveries/${dead?.id}`).expect(200);
    expect(DeliveryDetail.parse(detail.body).history).toMatchObject([{ number: 1, outcome: 'rejected' }]);
    const again = await admin.post(`/api/deliveries/${dead?.id}/resend`).expect(200);
    expect(Delivery.parse(again.body)).toMatchObject({ state: 'pending', cause: null });
    const skipped = await admin.post(`/api/deliveries/${dead?.id}/skip`).expect(200);
    expect(Delivery.parse(skipped.body).state).toBe('skipped');
    const all = await admin.post(`/api/destinations/${id}/resend`).expect(200);
    expect(all.body).toEqual({ resent: 0, held: 0 });
    const refused = await admin.post(`/api/deliveries/${dead?.id}/skip`).expect(409);
    expect(refused.body.code).toBe('delivery.transition-refused');
  });

  it('shows a reader whom a report has reached, and lets no reader change it', async () => {
    const { id } = await added('seen');
    const told = await aReport();
    const { reportId } = told;
    await app.get(PlanDeliveries).execute(told);
    const { body } = await as('reader').get(`/api/reports/${reportId}/deliveries`).expect(200);
    const page = DeliveryPage.parse(body);
    const mine = page.deliveries.find(({ destinationId }) => destinationId === id);
    expect(mine).toMatchObject({ destinationName: 'seen', state: 'pending' });
    await as('reader').post(`/api/deliveries/${mine?.id}/resend`).expect(403);
  });

  it('tells a webhook ids and links, and not a word of the patient or the report', async () => {
    const { id } = await added('hooked');
    const told = await aReport();
    await app.get(PlanDeliveries).execute(told);
    await app.get(WorkLane).execute(id);
    const got = receiver.got.at(-1);
    const text = got?.body.toString() ?? '';
    expect(JSON.parse(text)).toMatchObject({
      id: got?.headers['idempotency-key'],
      type: 'report.released',
      report: { id: told.reportId, revision: 1, status: 'final' },
      links: { report: `/api/reports/${told.reportId}` },
    });
    expect(text).not.toMatch(/Doe|Jane|ACC-1|effusion/i);
  });
});
