import { join } from 'node:path';
import { describeWithPython } from '@wetread/testing';
import { DeliveringApp } from '../harness/delivering-app';
import { freePort } from '../harness/orthanc';
import { PythonPeer } from '../harness/python-peer';

interface ReceivedOru {
  controlId: string;
  patientId: string;
  family: string;
  resultStatus: string;
  observations: { code: string; status: string; value: string }[];
  duplicate: boolean;
  answer: string;
}

const HOUR = 3600;
const IMPRESSION = '19005-8';

describeWithPython(['hl7.mllp'], 'results as ORU to python-hl7', () => {
  let app: DeliveringApp;
  let receiver: PythonPeer<ReceivedOru> | null = null;
  let destination: string;
  beforeAll(async () => {
    app = await DeliveringApp.start();
  }, 300_000);
  afterAll(() => app.close());
  afterEach(async () => {
    await receiver?.stop();
    receiver = null;
    await app.retire(destination);
  });

  const listening = async (port: number, ...answers: string[]): Promise<PythonPeer<ReceivedOru>> => {
    const script = join(__dirname, 'peers/mllp_receiver.py');
    return (receiver = await PythonPeer.start<ReceivedOru>(script, String(port), ...answers));
  };
  const answering = (...answers: string[]) => listening(0, ...answers);
  const to = (port: number, attempts?: number) =>
    app.destination(
      {
        kind: 'hl7-mllp',
        host: '127.0.0.1',
        port,
        tls: null,
        allowPlain: false,
        sendingApplication: 'WETREAD',
        sendingFacility: 'RAD',
        receivingApplication: 'PYTHON',
        receivingFacility: 'HOSP',
      },
      ['oru'],
      attempts,
    );

  it('arrive once, with a trigger that came twice, and are read as they were written', async () => {
    const peer = await answering('AA');
    destination = await to(peer.port);
    await app.signedReport();
    await app.run(destination, HOUR);
    const [oru, ...more] = await peer.received(1);
    expect(more).toEqual([]);
    expect(oru).toMatchObject({ family: 'Grüße-Müller', resultStatus: 'F', duplicate: false });
    expect(oru?.observations.find(({ code }) => code === IMPRESSION)).toMatchObject({
      status: 'F',
      value: expect.stringContaining('1. Small left pleural effusion.'),
    });
    const [row] = await app.ledger(destination);
    expect(row).toMatchObject({ state: 'delivered', message: { messageId: oru?.controlId } });
    expect(await app.told(destination)).toEqual([{ state: 'delivered', cause: null, attempts: ['hl7.AA'] }]);
  });

  it('arrive once when the acknowledgement is lost: the receiver knows the repetition by its control id', async () => {
    const peer = await answering('lost');
    destination = await to(peer.port);
    await app.signedReport();
    await app.run(destination, HOUR);
    const [first] = await peer.received(2);
    expect(peer.got.map(({ controlId, duplicate }) => [controlId, duplicate])).toEqual([
      [first?.controlId, false],
      [first?.controlId, true],
    ]);
    expect(await app.told(destination)).toEqual([
      { state: 'delivered', cause: null, attempts: ['hl7.connection-lost', 'hl7.AA'] },
    ]);
  });

  it('wait for a receiver that is down for an hour, and arrive in order', async () => {
    const port = await freePort();
    destination = await to(port);
    const report = await app.signedReport();
    await app.addendum(report, 'Discussed with the ward.');
    await app.run(destination, HOUR);
    const waiting = await app.told(destination);
    expect(waiting.map(({ state }) => state)).toEqual(['retrying', 'pending']);
    expect(new Set(waiting[0]?.attempts)).toEqual(new Set(['hl7.unreachable']));
    const peer = await listening(port, 'AA');
    await app.run(destination, HOUR);
    const [signed, appended] = await peer.received(2);
    expect([signed?.resultStatus, appended?.resultStatus]).toEqual(['F', 'F']);
    expect(appended?.observations.find(({ code }) => code === '55107-7')).toMatchObject({ status: 'B' });
    expect((await app.told(destination)).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  it('delete the coded finding that was sent and holds no longer, and nothing that was never sent', async () => {
    const peer = await answering('AA');
    destination = await to(peer.port);
    const report = await app.draftedReport({ pneumothorax: 0.8 });
    await app.leaveOut(report, 'Pneumothorax');
    await app.sign(report);
    await app.addendum(report, 'Discussed with the ward.');
    await app.leaveOut(report, 'Effusion');
    await app.run(destination, HOUR);
    const findings = (await peer.received(3)).map(({ observations }) =>
      observations.filter(({ code }) => code === '121071').map(({ status }) => status),
    );
    expect(findings).toEqual([['F'], ['F'], ['D']]);
  });

  it('are dead letters with their cause when the receiver goes on to answer AE', async () => {
    const peer = await answering('AE');
    destination = await to(peer.port, 3);
    await app.signedReport();
    await app.run(destination, 48 * HOUR);
    expect((await app.told(destination))[0]).toMatchObject({ state: 'dead', cause: 'hl7.AE' });
  });

  it('are dead letters at once when the receiver answers AR', async () => {
    const peer = await answering('AR');
    destination = await to(peer.port);
    await app.signedReport();
    await app.run(destination, 48 * HOUR);
    expect(await app.told(destination)).toEqual([{ state: 'dead', cause: 'hl7.AR', attempts: ['hl7.AR'] }]);
    expect(await peer.received(1)).toHaveLength(1);
  });
});
