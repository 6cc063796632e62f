import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { DomainError } from '@wetread/kernel';
import { HttpRoom, startTestDatabase, testConfig } from '@wetread/testing';
import { z } from 'zod';
import { HealthModule } from '../health/health.module';
import { createLogger, Logger } from '../log/logger';
import { zodBody, zodQuery } from './zod-body.pipe';

class FilmMissing extends DomainError {
  readonly code = 'film.missing';
  readonly status = 'not-found';
}

@Controller('films')
class Films {
  @Get('missing')
  missing(): never {
    throw new FilmMissing('there is no film 1.2.3');
  }
  @Get('broken')
  broken(): never {
    throw new Error('Doe^Jane broke it');
  }
  @Get('no-room')
  noRoom(): never {
    // As PostgreSQL tells it (SQLSTATE disk_full).
    throw Object.assign(new Error('could not extend file'), { code: '53100' });
  }
  @Get()
  list(@Query(zodQuery(z.object({ limit: z.coerce.number().int().max(10) }))) query: { limit: number }) {
    return query;
  }
  @Post()
  create(@Body(zodBody(z.object({ uid: z.string() }))) body: { uid: string }) {
    return body;
  }
}

describe('answers over HTTP', () => {
  let room: HttpRoom;
  let http: HttpRoom['http'];
  let close: () => Promise<void>;
  const lines: string[] = [];

  beforeAll(async () => {
    const config = testConfig({ WETREAD_LOG_LEVEL: 'debug' });
    const logger = createLogger(config.log, { write: (line: string) => void lines.push(line) });
    const database = await startTestDatabase();
    room = await HttpRoom.start({
      imports: [HealthModule],
      controllers: [Films],
      config,
      database,
      given: [{ provide: Logger, useValue: logger }],
    });
    http = room.http;
    close = () => database.dataSource.destroy();
  });
  afterAll(() => room.close());

  it('are problem details with a code and the id of the request', async () => {
    const response = await http.get('/films/missing').set('X-Request-Id', 'abc-1').expect(404);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.headers['x-request-id']).toBe('abc-1');
    expect(response.body).toEqual({
      type: 'urn:wetread:problem:film.missing',
      title: 'missing',
      status: 404,
      detail: 'there is no film 1.2.3',
      code: 'film.missing',
      requestId: 'abc-1',
    });
  });

  it('take no request id that could forge a log line', async () => {
    const { headers } = await http.get('/films/missing').set('X-Request-Id', 'a b{}').expect(404);
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('say nothing of what nobody foresaw; the log has it under the same id', async () => {
    const { body } = await http.get('/films/broken').expect(500);
    expect(body.code).toBe('http.internal');
    expect(JSON.stringify(body)).not.toContain('Doe');
    const line = lines.find((text) => text.includes('failed unexpectedly'));
    expect(line).toContain(body.requestId);
  });

  it('name every fault of a request, and pass what is right', async () => {
    await http.get('/films?limit=7').expect(200, { limit: 7 });
    expect((await http.get('/films?limit=11').expect(400)).body.detail).toMatch(/^limit: /);
    await http.post('/films').send({ uid: '1.2' }).expect(201, { uid: '1.2' });
    expect((await http.post('/films').expect(400)).body.code).toBe('http.request-invalid');
    const broken = http.post('/films').set('Content-Type', 'application/json').send('{"uid');
    expect((await broken.expect(400)).body.code).toBe('http.400');
  });

  it('say when there is no room left, which is no fault of ours', async () => {
    expect((await http.get('/films/no-room').expect(503)).body.code).toBe('platform.disk-full');
  });

  it('are logged by path, never with the query that may hold a name', async () => {
    await http.get('/films?limit=1&q=Doe').expect(200);
    const line = lines.findLast((text) => text.includes('request answered'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ method: 'GET', path: '/films', status: 200 });
    expect(lines.join()).not.toContain('q=Doe');
  });

  it('tell whether the process lives and whether its database answers', async () => {
    await http.get('/healthz').expect(200, { status: 'ok' });
    expect((await http.get('/readyz').expect(200)).body.status).toBe('ok');
    await close();
    await http.get('/healthz').expect(200);
    const { body } = await http.get('/readyz').expect(503);
    expect(body.details).toMatchObject({ database: { status: 'down' }, disk: { status: 'up' } });
  });
});
