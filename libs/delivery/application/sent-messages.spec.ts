import type { ContentHash } from '@wetread/kernel';
import { describeOnEveryDatabase, HandClock } from '@wetread/testing';
import { outcome, type Outcome } from '../domain/outcome';
import { benchOfEachSpec, type DeliveryBench } from '../testing/delivery-bench';

const HOUR = 3600;
const by = { kind: 'user', id: 'admin' } as const;
const accepted = outcome('accepted', 'http.200');
const down = outcome('unavailable', 'net.ECONNREFUSED');
const lost = outcome('unanswered', 'net.timeout');

describeOnEveryDatabase('what is sent and how long it is kept', (database) => {
  const clock = new HandClock();
  let bench: DeliveryBench;
  benchOfEachSpec(database, clock, (made) => {
    bench = made;
  });

  describe('a patient who is merged or renamed before a report has arrived', () => {
    const names = () => bench.peer.got.map(({ bytes }) => bytes.split(' ')[0]);
    const sentTwice = async (first: Outcome) => {
      const { id } = await bench.addDestination('ehr');
      const told = (await bench.aReport())(2);
      bench.peer.answer = () => (bench.peer.got.length === 1 ? first : accepted);
      await bench.plan.execute(told);
      await bench.run(id, 0);
      bench.composer.patientName = 'Merged';
      await bench.run(id, HOUR);
      expect(await bench.states(told.reportId)).toEqual([[2, 'delivered', null]]);
      const [one, two] = bench.peer.got;
      expect(two?.id).toBe(one?.id);
    };

    it.each([
      ['the peer was down', down],
      ['the peer refused it for now', outcome('failed', 'hl7.AE')],
      ['the peer was overloaded', outcome('unavailable', 'http.503')],
    ])('is named as known now when %s', async (_, first) => {
      await sentTwice(first);
      expect(names()).toEqual(['Doe', 'Merged']);
    });

    it.each([
      ['the answer was lost', lost],
      ['a gateway answered in the place of the peer', outcome('unavailable', 'http.504')],
      ['the peer broke down over it', outcome('failed', 'http.500')],
    ])('is named as before when %s, byte for byte', async (_, first) => {
      await sentTwice(first);
      expect(names()).toEqual(['Doe', 'Doe']);
      expect(bench.composer.composed).toBe(1);
    });

    it('is named as before after any attempt that may have arrived, whatever the later ones said', async () => {
      const { id } = await bench.addDestination('ehr');
      const told = (await bench.aReport())(2);
      const answers = [lost, down, outcome('failed', 'hl7.AE'), accepted];
      bench.peer.answer = () => answers[bench.peer.got.length - 1] ?? accepted;
      await bench.plan.execute(told);
      await bench.run(id, 0);
      bench.composer.patientName = 'Merged';
      await bench.run(id, 2 * HOUR);
      expect(names()).toEqual(['Doe', 'Doe', 'Doe', 'Doe']);
    });

    it('is named as known now when the process died before it sent, as before when it died after', async () => {
      const { id } = await bench.addDestination('ehr');
      const told = (await bench.aReport())(2);
      await bench.plan.execute(told);
      await bench.ledger.claim(id);
      bench.composer.patientName = 'Merged';
      // Sealed and perhaps sent: here it dies again.
      const again = (await bench.ledger.claim(id))!;
      const contentHash = await bench.messages.keep(again.delivery.id, Buffer.from('Merged and sealed'));
      await bench.ledger.seal(again.delivery, { messageId: 'WR1', contentHash });
      bench.composer.patientName = 'Renamed';
      await bench.lanes.wakeAll();
      await bench.run(id, HOUR);
      expect(bench.peer.got).toMatchObject([{ id: 'WR1', bytes: 'Merged and sealed' }]);
    });

    it('is named as known now when a dead letter is sent again', async () => {
      const { id } = await bench.addDestination('ehr');
      const told = (await bench.aReport())(2);
      bench.peer.answer = () => (bench.peer.got.length === 1 ? outcome('rejected', 'hl7.AR') : accepted);
      await bench.plan.execute(told);
      await bench.run(id, 0);
      bench.composer.patientName = 'Merged';
      await bench.resendAll.execute(id, by);
      await bench.run(id, 0);
      expect(names()).toEqual(['Doe', 'Merged']);
    });
  });

  describe('what was sent', () => {
    const DAY = 24 * HOUR;
    const isKept = async (reportId: string): Promise<boolean> => {
      const [delivery] = await bench.ledgerOf(reportId);
      const hash = (delivery?.message?.contentHash ?? '') as ContentHash;
      return bench.messages.read(delivery?.id ?? '', hash).then(
        () => true,
        () => false,
      );
    };
    const sweep = () => bench.forget.execute(clock.now());

    it('is kept for its time, then forgotten; the ledger keeps id, hash and history', async () => {
      const { id } = await bench.addDestination('ehr');
      const told = (await bench.aReport())(2);
      await bench.plan.execute(told);
      await bench.run(id, 89 * DAY);
      expect([await sweep(), await isKept(told.reportId)]).toEqual([0, true]);
      await bench.run(id, 2 * DAY);
      expect([await sweep(), await isKept(told.reportId), await sweep()]).toEqual([1, false, 0]);
      const [delivery] = await bench.ledgerOf(told.reportId);
      expect(delivery).toMatchObject({
        state: 'delivered',
        message: { contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
        messageForgottenAt: clock.now(),
      });
      expect(await bench.history(told.reportId)).toHaveLength(1);
      const { entries } = await bench.audit.page({ action: 'delivery-messages-forgotten' });
      expect(entries[0]).toMatchObject({
        actor: { kind: 'system', id: 'retention' },
        subject: { type: 'destination', id },
        details: { messages: 1 },
      });
    });

    it('can be sent again all the same, made anew under the same id', async () => {
      const { id } = await bench.addDestination('ehr');
      const told = (await bench.aReport())(2);
      await bench.plan.execute(told);
      await bench.run(id, 100 * DAY);
      await sweep();
      const [delivery] = await bench.ledgerOf(told.reportId);
      await bench.resend.execute(delivery?.id ?? '', by);
      await bench.run(id, 0);
      const [one, two] = bench.peer.got;
      expect(two).toEqual(one);
      expect(await isKept(told.reportId)).toBe(true);
      expect(await sweep()).toBe(0);
    });

    it('is kept as long as a dead letter or an unfinished delivery needs it', async () => {
      const [dead, open] = [await bench.addDestination('dead'), await bench.addDestination('open')];
      bench.peer.answer = (url) => (url.includes('dead') ? outcome('rejected', 'hl7.AR') : lost);
      const told = (await bench.aReport())(2);
      await bench.plan.execute(told);
      await bench.run(dead.id, 0);
      await bench.run(open.id, 0);
      clock.advance(1000 * DAY);
      expect(await sweep()).toBe(0);
      const letter = (await bench.ledgerOf(told.reportId)).find(({ state }) => state === 'dead');
      await bench.skip.execute(letter?.id ?? '', by);
      expect(await sweep()).toBe(0);
      clock.advance(91 * DAY);
      expect(await sweep()).toBe(1);
    });
  });

  describe('a destination that retires', () => {
    it('gets nothing new, keeps its ledger, and leaves its name to another', async () => {
      const { id } = await bench.addDestination('ehr');
      const report = await bench.aReport();
      await bench.plan.execute(report(2));
      await bench.run(id, 0);
      const retired = await bench.retire.execute(id, 'refuse', by);
      expect(retired).toMatchObject({ active: false, retiredAt: clock.now() });
      expect(await bench.retire.execute(id, 'refuse', by)).toEqual(retired);
      expect(await bench.plan.execute(report(3, 'corrected'))).toBe(0);
      expect(await bench.destinations.list()).toEqual([]);
      const next = await bench.addDestination('ehr');
      expect(await bench.plan.execute(report(3, 'corrected'))).toBe(1);
      const ledger = await bench.ledgerOf(report(2).reportId);
      expect(ledger.map(({ destinationId, state }) => [destinationId, state])).toEqual([
        [id, 'delivered'],
        [next.id, 'pending'],
      ]);
    });

    it('is held by what it has not got, unless that is to be given up', async () => {
      const { id } = await bench.addDestination('ehr');
      const [one, two] = [(await bench.aReport())(2), (await bench.aReport())(2)];
      bench.peer.answer = (_, { bytes }) =>
        bytes.toString().includes(one.reportId) ? outcome('rejected', 'hl7.AR') : down;
      await bench.plan.execute(one);
      await bench.plan.execute(two);
      await bench.run(id, 60);
      await expect(bench.retire.execute(id, 'refuse', by)).rejects.toMatchObject({
        code: 'delivery.undelivered-remain',
        deliveries: 2,
      });
      await bench.retire.execute(id, 'skip', by);
      expect([await bench.states(one.reportId), await bench.states(two.reportId)]).toEqual([
        [[2, 'skipped', 'skipped']],
        [[2, 'skipped', 'skipped']],
      ]);
      expect(await bench.actions(one.studyInstanceUid)).toContain('delivery-skipped');
      await bench.run(id, HOUR);
      expect(await bench.nextWake(id)).toBeNull();
      const [given] = await bench.ledgerOf(one.reportId);
      const {
        id: _id,
        health: _health,
        retiredAt: _retiredAt,
        ...settings
      } = await bench.destinations.find(id);
      const retired = { code: 'delivery.destination-retired' };
      await expect(bench.resend.execute(given?.id ?? '', by)).rejects.toMatchObject(retired);
      await expect(bench.change.execute(id, settings, by)).rejects.toMatchObject(retired);
    });

    it('waits for the end of an attempt that is under way', async () => {
      const { id } = await bench.addDestination('ehr');
      await bench.plan.execute((await bench.aReport())(2));
      await bench.ledger.claim(id);
      await expect(bench.retire.execute(id, 'skip', by)).rejects.toMatchObject({
        code: 'delivery.transition-refused',
      });
    });
  });
});
