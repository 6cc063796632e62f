import { once } from 'node:events';
import { AuditModule } from '@wetread/audit';
import type { DicomJson } from '@wetread/dicom';
import { IdentityModule } from '@wetread/identity';
import { Clock } from '@wetread/kernel';
import { describeOnEveryDatabase, HttpRoom, testConfig, type TestDatabase } from '@wetread/testing';
import { WebSocket } from 'ws';
import { Subscriptions } from '../domain/subscription';
import { WorkitemsModule } from '../workitems.module';

const event = (number: number): DicomJson => ({ '00000110': { vr: 'US', Value: [number] } });

describeOnEveryDatabase('event channels of two servers', ({ open }) => {
  let test: TestDatabase;
  let one: HttpRoom;
  let other: HttpRoom;
  beforeAll(async () => {
    test = await open();
    const config = testConfig({ WETREAD_PROFILE: 'demo' });
    const imports = [AuditModule, IdentityModule, WorkitemsModule];
    one = await HttpRoom.start({ imports, config, database: test });
    other = await HttpRoom.start({ imports, config, database: test });
  });
  afterAll(async () => {
    await Promise.all([one.close(), other.close()]);
    await test.close();
  });

  async function channel(at: HttpRoom, subscriber: string) {
    const socket = new WebSocket(`${at.url.replace('http', 'ws')}/dicom-web/subscribers/${subscriber}`);
    const heard: unknown[] = [];
    socket.on('message', (data) => heard.push(JSON.parse(String(data))));
    const closed = once(socket, 'close').then(([code]) => code as number);
    await once(socket, 'open');
    return { socket, heard, closed };
  }
  const post = (subscriber: string, message: DicomJson) =>
    one.get(Subscriptions).post([subscriber], message, one.get(Clock).now());
  const until = async (what: () => boolean): Promise<void> => {
    while (!what()) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  it('tell a subscriber that has come back elsewhere there, and end the channel that it has left', async () => {
    const left = await channel(one, 'RIS');
    await post('RIS', event(1));
    await until(() => left.heard.length === 1);
    const newer = await channel(other, 'RIS');
    expect(await left.closed).toBe(4000);
    await post('RIS', event(2));
    await until(() => newer.heard.length === 1);
    expect([left.heard, newer.heard]).toEqual([[event(1)], [event(2)]]);
    newer.socket.close();
  });

  it('leave the channels of other subscribers alone', async () => {
    const [first, second] = [await channel(one, 'PACS'), await channel(other, 'ARCHIVE')];
    await post('PACS', event(1));
    await post('ARCHIVE', event(2));
    await until(() => first.heard.length + second.heard.length === 2);
    expect([first.heard, second.heard]).toEqual([[event(1)], [event(2)]]);
    for (const { socket } of [first, second]) socket.close();
  });
});
