import { AuditModule } from '@wetread/audit';
import { Hl7MessagePage, ReceivedOrderPage } from '@wetread/contracts';
import { IdentityModule } from '@wetread/identity';
import { HttpRoom } from '@wetread/testing';
import { ReceiveMessage } from '../application/receive-message.use-case';
import { OrdersModule } from '../orders.module';
import { hl7 } from '../testing/open-orders';

const order = (control: string, patient: string, accession: string) =>
  `MSH|^~\\&|RIS|HOSP|||1||ORM^O01|${accession}|P|2.5.1
   PID|1||${patient}^^^HOSP||DOE^JANE
   ORC|${control}|P-${accession}|${accession}
   OBR|1|||C^CHEST^L||||||||||||||||||||||||||||SECRET REASON`;

describe('what other systems have sent', () => {
  let room: HttpRoom;
  beforeAll(async () => {
    room = await HttpRoom.start({
      imports: [AuditModule, IdentityModule, OrdersModule],
      users: { admin: 'admin', reader: 'radiologist' },
    });
    const receive = (text: string) => room.get(ReceiveMessage).execute(hl7(text), '10.0.0.9');
    await receive(order('NW', 'P1', 'ACC1'));
    await receive(order('CA', 'P1', 'ACC2'));
    await receive(`MSH|^~\\&|RIS|HOSP|||1||ADT^A37|M3|P|2.5.1\nPID|1||P1^^^HOSP`);
  });
  afterAll(() => room.close());

  it('is told in orders, without the patient’s story', async () => {
    const answer = await room.as('admin').get('/api/orders/received').expect(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const { orders, total } = ReceivedOrderPage.parse(answer.body);
    expect([total, orders.map(({ accessionNumber }) => accessionNumber).sort()]).toEqual([
      2,
      ['ACC1', 'ACC2'],
    ]);
    expect(orders[0]).toMatchObject({
      patientId: 'P1',
      patientName: 'DOE^JANE',
      source: { kind: 'hl7', peer: 'RIS^HOSP' },
      studies: [],
      otherPatients: [],
    });
    expect(answer.text).not.toContain('SECRET');
    const open = await room.as('admin').get('/api/orders/received?show=unmatched').expect(200);
    expect(open.body).toMatchObject({ total: 1, orders: [{ accessionNumber: 'ACC1' }] });
  });

  it('is told in messages, with why they were refused and nothing that was in them', async () => {
    const answer = await room.as('admin').get('/api/hl7-messages?show=refused').expect(200);
    expect(Hl7MessagePage.parse(answer.body)).toMatchObject({
      total: 1,
      messages: [
        {
          sender: 'RIS^HOSP',
          type: 'ADT^A37',
          controlId: 'M3',
          peer: '10.0.0.9',
          outcome: 'rejected',
          faults: [{ text: 'this event is not handled' }],
        },
      ],
    });
    const all = await room.as('admin').get('/api/hl7-messages?limit=2').expect(200);
    expect(all.body).toMatchObject({ total: 3, messages: { length: 2 } });
    expect(all.text).not.toMatch(/DOE|PID/);
  });

  it('is nobody else’s business', async () => {
    await room.http.get('/api/orders/received').expect(401);
    await room.as('reader').get('/api/orders/received').expect(403);
    await room.as('reader').get('/api/hl7-messages').expect(403);
  });
});
