import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { DicomJson } from '@wetread/dicom';
import type { Express, Request, Response as Answer } from 'express';
import { resultFormat, sendResults } from './search-response';

const TAG = '"tag"';

async function* items(count: number): AsyncGenerator<DicomJson> {
  for (let number = 0; number < count; number += 1)
    yield { '00080018': { vr: 'UI', Value: [`1.2.3.${number}`] }, '00080070': { vr: 'LO', Value: ['Acme'] } };
}

describe('the answer to a search', () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    const app = new ExpressAdapter().getInstance<Express>();
    app.get('/:count', (request: Request, response: Answer) => {
      response.setHeader('ETag', TAG);
      const results = items(Number(request.params['count']));
      void sendResults(response, resultFormat(request), { hasMore: false, results });
    });
    server = await new Promise<Server>((resolve) => {
      const started = app.listen(0, '127.0.0.1', () => resolve(started));
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const ask = (count: number, encoding: string, accept = 'application/dicom+json'): Promise<Response> =>
    fetch(`${url}/${count}`, { headers: { accept, 'accept-encoding': encoding } });
  const told = ({ headers }: Response) => [headers.get('content-encoding'), headers.get('etag')];

  it('is compressed when it is long, for whoever takes that', async () => {
    const answer = await ask(5000, 'gzip, deflate');
    expect(told(answer)).toEqual(['gzip', `W/${TAG}`]);
    expect(answer.headers.get('vary')).toContain('Accept-Encoding');
    const results = (await answer.json()) as DicomJson[];
    expect(results).toHaveLength(5000);
    expect(results.at(-1)?.['00080018']?.Value).toEqual(['1.2.3.4999']);
  });

  it('is compressed in XML as well', async () => {
    const answer = await ask(5000, 'gzip', 'multipart/related; type="application/dicom+xml"');
    expect(told(answer)).toEqual(['gzip', `W/${TAG}`]);
    expect((await answer.text()).match(/<NativeDicomModel/g)).toHaveLength(5000);
  });

  it.each([
    ['short', 3, 'gzip'],
    ['for a client that takes no gzip', 5000, 'identity'],
    ['for a client that refuses it', 5000, 'gzip;q=0'],
  ])('is plain when it is %s', async (_, count, encoding) => {
    const answer = await ask(count, encoding);
    expect(told(answer)).toEqual([null, TAG]);
    expect((await answer.json()) as DicomJson[]).toHaveLength(count);
  });
});
