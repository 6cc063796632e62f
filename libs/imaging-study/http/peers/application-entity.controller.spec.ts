import { AuditModule, AuditTrail } from '@wetread/audit';
import { IdentityModule } from '@wetread/identity';
import { describeOnEveryDatabase, HttpRoom, testConfig, type TestDatabase } from '@wetread/testing';
import { DimseModule } from '../../dimse.module';
import { DimseListener } from '../../dimse/dimse-listener';
import { StorageCommitments } from '../../domain/commitment/storage-commitment';

describeOnEveryDatabase('the DICOM peers over HTTP', ({ open }) => {
  let test: TestDatabase;
  let room: HttpRoom;

  beforeAll(async () => {
    test = await open();
    room = await HttpRoom.start({
      imports: [AuditModule, IdentityModule, DimseModule],
      config: testConfig({ WETREAD_DIMSE_PORT: '0' }),
      database: test,
      users: { admin: 'admin', reader: 'radiologist' },
    });
  });
  afterAll(async () => {
    await room?.close();
    await test?.close();
  });

  async function call(method: string, path = '', body?: object, user = 'admin') {
    const headers = { 'content-type': 'application/json', cookie: room.cookieOf(user) };
    const init = { method, headers, body: body && JSON.stringify(body) };
    const response = await fetch(`${room.url}/api/application-entities${path}`, init);
    const text = await response.text();
    return { status: response.status, body: text ? (JSON.parse(text) as Record<string, unknown>) : null };
  }

  it('are added, replaced, listed and removed, and the trail says by whom', async () => {
    const first = await call('PUT', '/CT%201', { rights: ['echo', 'store'], addresses: ['10.0.0.0/8'] });
    expect(first).toMatchObject({ status: 200, body: { aeTitle: 'CT 1', host: null, tls: null } });
    await call('PUT', '/CT%201', { rights: ['echo'], host: 'ct1.example', port: 104 });
    expect((await call('GET')).body).toEqual([
      { aeTitle: 'CT 1', addresses: [], host: 'ct1.example', port: 104, tls: null, rights: ['echo'] },
    ]);
    expect((await call('DELETE', '/CT%201')).status).toBe(204);
    expect(await call('DELETE', '/CT%201')).toMatchObject({ status: 404, body: { code: 'peer.unknown' } });
    const { entries } = await room.get(AuditTrail).page({ action: 'application-entity-changed' });
    const admin = { kind: 'user', id: (await room.as('admin').get('/api/session')).body.userId };
    expect(entries.map(({ actor, details }) => [actor, details['change']])).toEqual([
      [admin, 'removed'],
      [admin, 'saved'],
      [admin, 'saved'],
    ]);
  });

  it('are changed by nobody who may not manage connections', async () => {
    expect((await call('PUT', '/CT%202', { rights: ['echo'] }, 'reader')).status).toBe(403);
    expect((await call('GET', '', undefined, 'nobody')).status).toBe(401);
  });

  it.each([
    ['a title that is none', '/SEVENTEEN-LETTERS', {}],
    ['a right that is none', '/X', { rights: ['everything'] }],
    ['an address that is none', '/X', { addresses: ['10.0.0.0/99'] }],
    ['a host without a port', '/X', { host: 'pacs' }],
    ['a certificate without its key', '/X', { tls: { certificate: 'ours.pem' } }],
    ['a path in place of a secret', '/X', { tls: { ca: '../../etc/passwd' } }],
  ])('are not saved with %s', async (_, path, body) => {
    expect((await call('PUT', path, body)).status).toBe(400);
  });

  it('owe answers for what they were sent, which are listed with what became of them', async () => {
    const referenced = [{ sopClassUid: '1.2.840.10008.5.1.4.1.1.2', sopInstanceUid: '1.2.3' }];
    const commitments = room.get(StorageCommitments);
    const asked = { direction: 'asked-by-us', aeTitle: 'PACS', referenced, requestedAt: new Date() } as const;
    const id = await commitments.add({ ...asked, transactionUid: '2.25.1' });
    await commitments.add({ ...asked, transactionUid: '2.25.2' });
    await commitments.overdue(id);
    const list = async (query: string, user = 'admin') =>
      room.as(user).get(`/api/storage-commitments${query}`);
    expect((await list('?state=overdue')).body).toMatchObject([
      { id, aeTitle: 'PACS', direction: 'asked-by-us', state: 'overdue', instances: 1, failed: null },
    ]);
    expect((await list('')).body).toHaveLength(2);
    expect([(await list('?state=lost')).status, (await list('', 'reader')).status]).toEqual([400, 403]);
  });

  it('are asked whether they are there', async () => {
    const { port } = room.get(DimseListener);
    // We are our own peer here: in production only who is registered may echo.
    await call('PUT', '/WETREAD', { host: '127.0.0.1', port, rights: ['echo'] });
    expect(await call('POST', '/WETREAD/echo')).toMatchObject({ status: 200, body: { dicomStatus: 0 } });
    await call('PUT', '/WETREAD', { host: '127.0.0.1', port, rights: [] });
    expect(await call('POST', '/WETREAD/echo')).toMatchObject({
      status: 415,
      body: { code: 'dimse.context-not-accepted' },
    });
    expect(await call('POST', '/NOBODY/echo')).toMatchObject({ status: 404 });
  });
});
