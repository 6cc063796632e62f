import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { AuditModule } from '@wetread/audit';
import { OrderList } from '@wetread/contracts';
import { CreateUser, IdentityModule } from '@wetread/identity';
import { loadConfig, OpenConnection, PlatformModule } from '@wetread/platform';
import { startTestDatabase } from '@wetread/testing';
import request from 'supertest';
import { ReceiveMessage } from '../application/receive-message.use-case';
import { OrdersModule } from '../orders.module';
import { hl7 } from '../testing/open-orders';

const password = 'correct horse battery';
const config = {
  ...loadConfig({ WETREAD_LOG_LEVEL: 'silent', WETREAD_DATA_DIR: '/nonexistent/wetread' }),
  database: { kind: 'pglite', dir: 'memory://' } as const,
};

@Module({ imports: [PlatformModule.forRoot(config), AuditModule, IdentityModule, OrdersModule] })
class Root {}

describe('GET /api/orders', () => {
  let app: NestExpressApplication;
  let http: ReturnType<typeof request>;
  let cookie = '';
  beforeAll(async () => {
    const { connection } = await startTestDatabase();
    const module = await Test.createTestingModule({ imports: [Root] })
      .overrideProvider(OpenConnection)
      .useValue(connection)
      .compile();
    app = module.createNestApplication<NestExpressApplication>();
    await app.listen(0, '127.0.0.1');
    http = request((await app.getUrl()).replace('[::1]', '127.0.0.1'));
    const by = { kind: 'system', id: 'spec' } as const;
    const reader = {
      username: 'reader',
      displayName: 'Dr. Reader',
      role: 'radiologist' as const,
      password,
      by,
    };
    await app.get(CreateUser).execute(reader);
    const { headers } = await http.post('/api/session').send({ username: 'reader', password });
    cookie = String(headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
    for (const text of [
      `MSH|^~\\&|RIS|HOSP|||1||ORM^O01|1|P|2.5.1\nPID|1||P1^^^HOSP\nORC|NW|PL1|ACC1\nOBR|1|||C^CHEST^L`,
      `MSH|^~\\&|RIS|HOSP|||1||ORU^R01|2|P|2.5.1\nPID|1||P1^^^HOSP\nOBR|1||ACC1\nOBX|1|TX|||all well`,
    ]) {
      await app.get(ReceiveMessage).execute(hl7(text), 'spec');
    }
  });
  afterAll(() => app?.close());

  it('tells a reader what was asked for and what others reported', async () => {
    const answer = await http.get('/api/orders?accession=ACC1').set('Cookie', cookie).expect(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(OrderList.parse(answer.body)).toMatchObject({
      orders: [
        { patientId: 'P1', issuerOfPatientId: 'HOSP', procedure: { text: 'CHEST' }, priority: 'routine' },
      ],
      reports: [{ sender: 'RIS^HOSP', body: 'all well' }],
    });
    const none = await http.get('/api/orders?study=1.2.3').set('Cookie', cookie).expect(200);
    expect(none.body).toEqual({ orders: [], reports: [] });
  });

  it('tells nothing without a session, and wants either number', async () => {
    await http.get('/api/orders?accession=ACC1').expect(401);
    await http.get('/api/orders').set('Cookie', cookie).expect(400);
    await http.get('/api/orders?accession=A&study=1').set('Cookie', cookie).expect(400);
  });
});
