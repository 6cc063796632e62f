import { AuditModule, AuditTrail } from '@wetread/audit';
import {
  Delivery,
  DeliveryDetail,
  DeliveryPage,
  Destination,
  DestinationTest,
  formatsOfKind as toldFormats,
} from '@wetread/contracts';
import { IdentityModule } from '@wetread/identity';
import { Inferences } from '@wetread/inference';
import { studyInstanceUid } from '@wetread/kernel';
import { Database, Secrets } from '@wetread/platform';
import { DraftReport, Reports, type ReportTold } from '@wetread/reporting';
import { HttpReceiver, HttpRoom, keepReading, seedStudy } from '@wetread/testing';
import { PlanDeliveries } from '../application/plan-deliveries.use-case';
import { WorkLane } from '../application/work-lane.use-case';
import { DeliveryModule } from '../delivery.module';
import { formatsOfKind } from '../domain/delivery-format';

let room: HttpRoom;
let receiver: HttpReceiver;

beforeAll(async () => {
  const secrets = { text: async () => 'shared secret', bytes: async () => Buffer.from('x') };
  room = await HttpRoom.start({
    imports: [AuditModule, IdentityModule, DeliveryModule],
    given: [{ provide: Secrets, useValue: secrets }],
    users: { admin: 'admin', reader: 'radiologist' },
  });
  receiver = await HttpReceiver.open();
});
afterAll(async () => {
  await receiver.close();
  await room.close();
});

const as = (user: string) => room.as(user);
const hook = (name: string) => ({
  name,
  target: { kind: 'webhook', url: receiver.url, signingSecret: 'hook' },
  formats: ['event'],
});
const added = async (name: string): Promise<Destination> =>
  Destination.parse((await as('admin').post('/api/destinations', hook(name)).expect(201)).body);

let drafts = 0;
/** A drafted report, whose revision 1 is all there is. */
async function aReport(): Promise<ReportTold> {
  const uid = studyInstanceUid(`1.2.840.66.${(drafts += 1)}`);
  await seedStudy(room.get(Database), uid);
  await room.get(DraftReport).execute(await keepReading(room.get(Inferences), uid));
  const report = await room.get(Reports).findByStudy(uid);
  return { reportId: report?.id ?? '', revision: 1, status: 'final', studyInstanceUid: uid };
}

describe('destinations', () => {
  it('take the formats that the contract tells a client', () => expect(toldFormats).toEqual(formatsOfKind));

  it('are added with defaults, listed with their health, changed and tested', async () => {
    const destination = await added('portal');
    expect(destination).toMatchObject({ sends: 'signed', timeoutSeconds: 30, active: true });
    const { body } = await as('admin').get('/api/destinations').expect(200);
    expect(body.map((one: unknown) => Destination.parse(one).name)).toContain('portal');
    const changed = { ...hook('portal 2'), timeoutSeconds: 5 };
    const answer = await as('admin').put(`/api/destinations/${destination.id}`, changed).expect(200);
    expect(Destination.parse(answer.body)).toMatchObject({ name: 'portal 2', timeoutSeconds: 5 });
    const tested = await as('admin').post(`/api/destinations/${destination.id}/test`).expect(200);
    expect(DestinationTest.parse(tested.body)).toMatchObject({ reachable: true, code: 'http.200' });
    expect(JSON.parse(receiver.got.at(-1)?.body.toString() ?? '')).toEqual({ type: 'ping' });
  });

  it('are for those who manage connections alone, and every change is in the trail', async () => {
    await as('reader').get('/api/destinations').expect(403);
    await as('reader').post('/api/destinations', hook('mine')).expect(403);
    await room.http.get('/api/destinations').expect(401);
    const { id } = await added('audited');
    const { entries } = await room.get(AuditTrail).page({ action: 'destination-changed' });
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
    const { body } = await as('admin')
      .post('/api/destinations', { ...hook('wrong'), ...wrong })
      .expect(400);
    expect(body.code).toBe(code);
  });

  it('retire, are listed no more unless asked for, and are held by what they have not got', async () => {
    const { id } = await added('retiring');
    await room.get(PlanDeliveries).execute(await aReport());
    const held = await as('admin').delete(`/api/destinations/${id}`).expect(409);
    expect(held.body.code).toBe('delivery.undelivered-remain');
    await as('reader').delete(`/api/destinations/${id}`).expect(403);
    await as('admin').delete(`/api/destinations/${id}?undelivered=perhaps`).expect(400);
    const { body } = await as('admin').delete(`/api/destinations/${id}?undelivered=skip`).expect(200);
    expect(Destination.parse(body)).toMatchObject({ id, active: false, retiredAt: expect.any(String) });
    const listed = async (query: string) => {
      const { body } = await as('admin').get(`/api/destinations${query}`).expect(200);
      return (body as { id: string }[]).some((one) => one.id === id);
    };
    expect([await listed(''), await listed('?retired=true')]).toEqual([false, true]);
    const again = await as('admin').put(`/api/destinations/${id}`, hook('retiring')).expect(409);
    expect(again.body.code).toBe('delivery.destination-retired');
  });

  it('that do not exist are not found', async () => {
    const { body } = await as('admin')
      .get('/api/destinations/00000000-0000-4000-8000-000000000000')
      .expect(404);
    expect(body.code).toBe('delivery.destination-not-found');
    await as('admin').get('/api/destinations/nonsense').expect(400);
  });
});

describe('the ledger', () => {
  it('shows each attempt, and sends again what is dead', async () => {
    const { id } = await added('ledger');
    await room.get(PlanDeliveries).execute({ ...(await aReport()), revision: 2 });
    await room.get(WorkLane).execute(id);
    // The report has no such revision: nothing can be rendered, so nothing was sent.
    const { body } = await as('admin').get(`/api/deliveries?destinationId=${id}`).expect(200);
    const [dead] = DeliveryPage.parse(body).deliveries;
    expect(dead).toMatchObject({ state: 'dead', cause: 'report.not-found', attempts: 1, revision: 2 });
    const detail = await as('admin').get(`/api/deliveries/${dead?.id}`).expect(200);
    expect(DeliveryDetail.parse(detail.body).history).toMatchObject([{ number: 1, outcome: 'rejected' }]);
    const again = await as('admin').post(`/api/deliveries/${dead?.id}/resend`).expect(200);
    expect(Delivery.parse(again.body)).toMatchObject({ state: 'pending', cause: null });
    const skipped = await as('admin').post(`/api/deliveries/${dead?.id}/skip`).expect(200);
    expect(Delivery.parse(skipped.body).state).toBe('skipped');
    const all = await as('admin').post(`/api/destinations/${id}/resend`).expect(200);
    expect(all.body).toEqual({ resent: 0, held: 0 });
    const refused = await as('admin').post(`/api/deliveries/${dead?.id}/skip`).expect(409);
    expect(refused.body.code).toBe('delivery.transition-refused');
  });

  it('shows a reader whom a report has reached, and lets no reader change it', async () => {
    const { id } = await added('seen');
    const told = await aReport();
    const { reportId } = told;
    await room.get(PlanDeliveries).execute(told);
    const { body } = await as('reader').get(`/api/reports/${reportId}/deliveries`).expect(200);
    const page = DeliveryPage.parse(body);
    const mine = page.deliveries.find(({ destinationId }) => destinationId === id);
    expect(mine).toMatchObject({ destinationName: 'seen', state: 'pending' });
    await as('reader').post(`/api/deliveries/${mine?.id}/resend`).expect(403);
  });

  it('tells a webhook ids and links, and not a word of the patient or the report', async () => {
    const { id } = await added('hooked');
    const told = await aReport();
    await room.get(PlanDeliveries).execute(told);
    await room.get(WorkLane).execute(id);
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
