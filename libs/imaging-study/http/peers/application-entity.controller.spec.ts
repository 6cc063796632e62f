import type { AddressInfo } from 'node:net';
import type { CanActivate, ExecutionContext, INestApplication } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditTrail } from '@wetread/audit';
import { DomainErrorFilter, Logger } from '@wetread/platform';
import { startTestDatabase, type TestDatabase } from '@wetread/testing';
import { dimseProviders } from '../../dimse.module';
import { DimseListener } from '../../dimse/dimse-listener';
import { HandClock, openStore, type OpenStore } from '../../testing/open-store';
import { ApplicationEntityController } from './application-entity.controller';

/** Stands for identity's guard, which has its own specs. */
class EveryoneManages implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    context.switchToHttp().getRequest().actor = {
      kind: 'user',
      id: 'admin',
      abilities: ['manage-connections'],
    };
    return true;
  }
}

describe('the DICOM peers over HTTP', () => {
  let test: TestDatabase;
  let store: OpenStore;
  let app: INestApplication;
  let url: string;
  const clock = new HandClock();

  beforeAll(async () => {
    test = await startTestDatabase(clock);
    const dimse = {
      host: '127.0.0.1',
      port: 0,
      aeTitle: 'WETREAD',
      knownAeTitles: [],
      maxAssociations: 5,
      tls: null,
    };
    store = await openStore(test, {
      clock,
      config: { dimse },
      controllers: [ApplicationEntityController],
      providers: [...dimseProviders, { provide: APP_GUARD, useClass: EveryoneManages }],
    });
    app = store.module.createNestApplication({ forceCloseConnections: true });
    app.useGlobalFilters(new DomainErrorFilter(store.get(Logger)));
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/api/application-entities`;
  });
  afterAll(async () => {
    await app?.close();
    await store?.close();
    await test?.close();
  });

  async function call(method: string, path = '', body?: object) {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}${path}`, { method, headers, body: body && JSON.stringify(body) });
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
    const { entries } = await store.get(AuditTrail).page({ action: 'application-entity-changed' });
    expect(entries.map(({ actor, details }) => [actor.id, details['change']])).toEqual([
      ['admin', 'removed'],
      ['admin', 'saved'],
      ['admin', 'saved'],
    ]);
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

  it('are asked whether they are there', async () => {
    const { port } = store.get(DimseListener);
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
