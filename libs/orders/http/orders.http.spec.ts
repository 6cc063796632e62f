import { AuditModule } from '@wetread/audit';
import { OrderList } from '@wetread/contracts';
import { IdentityModule } from '@wetread/identity';
import { HttpRoom } from '@wetread/testing';
import { ReceiveMessage } from '../application/receive-message.use-case';
import { OrdersModule } from '../orders.module';
import { hl7 } from '../testing/open-orders';

describe('GET /api/orders', () => {
  let room: HttpRoom;
  beforeAll(async () => {
    room = await HttpRoom.start({
      imports: [AuditModule, IdentityModule, OrdersModule],
      users: { reader: 'radiologist' },
    });
    for (const text of [
      `MSH|^~\\&|RIS|HOSP|||1||ORM^O01|1|P|2.5.1\nPID|1||P1^^^HOSP\nORC|NW|PL1|ACC1\nOBR|1|||C^CHEST^L`,
      `MSH|^~\\&|RIS|HOSP|||1||ORU^R01|2|P|2.5.1\nPID|1||P1^^^HOSP\nOBR|1||ACC1\nOBX|1|TX|||all well`,
    ]) {
      await room.get(ReceiveMessage).execute(hl7(text), 'spec');
    }
  });
  afterAll(() => room.close());

  it('tells a reader what was asked for and what others reported', async () => {
    const answer = await room.as('reader').get('/api/orders?accession=ACC1').expect(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(OrderList.parse(answer.body)).toMatchObject({
      orders: [
        { patientId: 'P1', issuerOfPatientId: 'HOSP', procedure: { text: 'CHEST' }, priority: 'routine' },
      ],
      reports: [{ sender: 'RIS^HOSP', body: 'all well' }],
    });
    const none = await room.as('reader').get('/api/orders?study=1.2.3').expect(200);
    expect(none.body).toEqual({ orders: [], reports: [] });
  });

  it('tells nothing without a session, and wants either number', async () => {
    await room.http.get('/api/orders?accession=ACC1').expect(401);
    await room.as('reader').get('/api/orders').expect(400);
    await room.as('reader').get('/api/orders?accession=A&study=1').expect(400);
  });
});
