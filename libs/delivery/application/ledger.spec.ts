import { StudyHolds } from '@wetread/imaging-study';
import { DomainError, studyInstanceUid } from '@wetread/kernel';
import { describeOnEveryDatabase, HandClock } from '@wetread/testing';
import { outcome } from '../domain/outcome';
import { HoldUndeliveredStudies } from './hold-undelivered-studies';
import { benchOfEachSpec, type DeliveryBench } from '../testing/delivery-bench';

const HOUR = 3600;
const by = { kind: 'user', id: 'admin' } as const;
const accepted = outcome('accepted', 'http.200');
const down = outcome('unavailable', 'net.ECONNREFUSED');
const lost = outcome('unanswered', 'net.timeout');

describeOnEveryDatabase('the ledger', (database) => {
  const clock = new HandClock();
  let bench: DeliveryBench;
  benchOfEachSpec(database, clock, (made) => {
    bench = made;
  });

  describe('a released revision', () => {
    it('is delivered once, however often it is told', async () => {
      const { id } = await bench.addDestination('ehr');
      const told = (await bench.aReport())(2);
      expect(await bench.plan.execute(told)).toBe(1);
      expect(await bench.plan.execute(told)).toBe(0);
      await bench.run(id, 10);
      expect(await bench.plan.execute(told)).toBe(0);
      await bench.run(id, HOUR);
      expect(bench.peer.got).toHaveLength(1);
      expect(await bench.states(told.reportId)).toEqual([[2, 'delivered', null]]);
      expect(await bench.actions(told.studyInstanceUid)).toEqual(['delivered']);
    });

    it('goes to every active destination that wants it, and to nobody else', async () => {
      await bench.addDestination('drafts', { sends: 'drafts-too' });
      await bench.addDestination('signed');
      await bench.addDestination('asleep', { active: false });
      const report = await bench.aReport();
      expect(await bench.plan.execute(report(1, 'preliminary'))).toBe(1);
      expect(await bench.plan.execute(report(2))).toBe(2);
      const names = (await bench.ledgerOf(report(1).reportId)).map(({ destinationName }) => destinationName);
      expect(names.sort()).toEqual(['drafts', 'drafts', 'signed']);
    });

    it('goes where the rules say, and a correction also to whom the rules have since forgotten', async () => {
      await bench.addDestination('ehr');
      await bench.addDestination('ris');
      const report = await bench.aReport();
      bench.choice.names = ['ehr'];
      expect(await bench.plan.execute(report(2))).toBe(1);
      bench.choice.names = ['ris'];
      expect(await bench.plan.execute(report(3, 'corrected'))).toBe(2);
    });

    it('overtakes a draft that still waits', async () => {
      const { id } = await bench.addDestination('ehr', { sends: 'drafts-too' });
      const report = await bench.aReport();
      await bench.plan.execute(report(1, 'preliminary'));
      await bench.plan.execute(report(2));
      await bench.run(id, HOUR);
      expect(await bench.states(report(1).reportId)).toEqual([
        [1, 'superseded', 'superseded-by-signed'],
        [2, 'delivered', null],
      ]);
    });

    it('of a report that was taken back overtakes every word that still waits, and nothing that came after', async () => {
      const { id } = await bench.addDestination('ehr');
      const report = await bench.aReport();
      await bench.plan.execute(report(2));
      await bench.plan.execute(report(3, 'appended'));
      await bench.plan.execute(report(4, 'entered-in-error'));
      await bench.plan.execute(report(4, 'entered-in-error'));
      await bench.run(id, HOUR);
      expect(await bench.states(report(1).reportId)).toEqual([
        [2, 'superseded', 'superseded-by-withdrawal'],
        [3, 'superseded', 'superseded-by-withdrawal'],
        [4, 'delivered', null],
      ]);
    });

    it('that has nothing to say in a format is skipped, and the peer is not blamed', async () => {
      class NothingToRender extends DomainError {
        readonly code = 'report.nothing-to-render';
        readonly status = 'not-found';
      }
      const { id } = await bench.addDestination('pacs');
      bench.composer.fault = new NothingToRender('no evidence');
      const told = (await bench.aReport())(2);
      await bench.plan.execute(told);
      await bench.run(id, HOUR);
      expect(await bench.states(told.reportId)).toEqual([[2, 'skipped', 'report.nothing-to-render']]);
      expect((await bench.destinations.find(id)).health).toMatchObject({
        consecutiveFailures: 0,
        lastCause: null,
      });
    });
  });

  it('keeps its study from being deleted until it has left', async () => {
    const holds = new StudyHolds();
    new HoldUndeliveredStudies(holds, bench.deliveries).onModuleInit();
    const { id } = await bench.addDestination('ehr');
    const told = (await bench.aReport())(2);
    await bench.plan.execute(told);
    const study = studyInstanceUid(told.studyInstanceUid);
    await expect(holds.assertFree(study)).rejects.toThrow('on their way (1)');
    await bench.run(id, 1);
    await expect(holds.assertFree(study)).resolves.toBeUndefined();
  });

  describe('a lost answer', () => {
    it('leads to the same message under the same id, and to one delivery', async () => {
      const { id } = await bench.addDestination('ehr');
      const told = (await bench.aReport())(2);
      let first = true;
      bench.peer.answer = () => (first ? ((first = false), lost) : accepted);
      await bench.plan.execute(told);
      await bench.run(id, HOUR);
      const [one, two] = bench.peer.got;
      expect(two).toEqual(one);
      expect(bench.composer.composed).toBe(1);
      expect(await bench.states(told.reportId)).toEqual([[2, 'delivered', null]]);
      expect((await bench.history(told.reportId)).map(({ outcome, code }) => [outcome, code])).toEqual([
        ['unanswered', 'net.timeout'],
        ['accepted', 'http.200'],
      ]);
    });

    it('also when the process died before it could write down the answer', async () => {
      const { id } = await bench.addDestination('ehr');
      const told = (await bench.aReport())(2);
      await bench.plan.execute(told);
      const claimed = await bench.ledger.claim(id);
      expect(claimed?.delivery.state).toBe('sending');
      // Here it died. Another process starts.
      await bench.lanes.wakeAll();
      await bench.run(id, HOUR);
      expect(await bench.states(told.reportId)).toEqual([[2, 'delivered', null]]);
      expect((await bench.history(told.reportId)).map(({ outcome }) => outcome)).toEqual([
        'interrupted',
        'accepted',
      ]);
    });

    it('is not chased for ever when the process dies each time', async () => {
      const { id } = await bench.addDestination('ehr');
      const told = (await bench.aReport())(2);
      await bench.plan.execute(told);
      for (let death = 0; death < 10; death += 1) await bench.ledger.claim(id);
      expect(await bench.states(told.reportId)).toEqual([[2, 'dead', 'delivery.interrupted']]);
      expect(await bench.history(told.reportId)).toHaveLength(5);
    });
  });

  describe('a peer that is down for an hour', () => {
    it('is asked ever more seldom, then gets everything once and in order', async () => {
      const { id } = await bench.addDestination('ehr', {
        retry: { firstSeconds: 30, maxSeconds: 600, attempts: 24 },
      });
      const report = await bench.aReport();
      const other = await bench.aReport();
      const back = clock.now().getTime() + HOUR * 1000;
      const delivered: string[] = [];
      bench.peer.answer = (_, { bytes }) => {
        if (clock.now().getTime() < back) return down;
        delivered.push(bytes.toString().split(' ')[2] ?? '');
        return accepted;
      };
      await bench.plan.execute(report(2));
      await bench.plan.execute(report(3, 'corrected'));
      await bench.plan.execute(other(9));
      await bench.run(id, HOUR / 2);
      expect((await bench.destinations.find(id)).health).toMatchObject({ lastCause: 'net.ECONNREFUSED' });
      expect(bench.peer.got.length).toBeLessThan(15);
      await bench.run(id, 2 * HOUR);
      expect(delivered.toSorted()).toEqual(['2', '3', '9']);
      expect(delivered.indexOf('2')).toBeLessThan(delivered.indexOf('3'));
      expect(await bench.states(report(2).reportId)).toEqual([
        [2, 'delivered', null],
        [3, 'delivered', null],
      ]);
      expect((await bench.destinations.find(id)).health).toMatchObject({
        consecutiveFailures: 0,
        pausedUntil: null,
      });
    });

    it('holds up nobody else', async () => {
      const [dead, alive] = [await bench.addDestination('dead'), await bench.addDestination('alive')];
      bench.peer.answer = (url) => (url.includes('dead') ? down : accepted);
      const told = (await bench.aReport())(2);
      await bench.plan.execute(told);
      await bench.run(dead.id, 0);
      await bench.run(alive.id, 0);
      const ledger = await bench.ledgerOf(told.reportId);
      expect(new Map(ledger.map(({ destinationName, state }) => [destinationName, state]))).toEqual(
        new Map([
          ['dead', 'retrying'],
          ['alive', 'delivered'],
        ]),
      );
    });

    it('is dead in the end, with its cause, and can be sent again with one call', async () => {
      const { id } = await bench.addDestination('ehr');
      bench.peer.answer = () => down;
      const told = (await bench.aReport())(2);
      await bench.plan.execute(told);
      await bench.run(id, 48 * HOUR);
      expect(await bench.states(told.reportId)).toEqual([[2, 'dead', 'net.ECONNREFUSED']]);
      expect(bench.peer.got).toHaveLength(5);
      expect(await bench.nextWake(id)).toBeNull();

      bench.peer.answer = () => accepted;
      expect(await bench.resendAll.execute(id, by)).toEqual({ resent: 1, held: 0 });
      await bench.run(id, 1);
      expect(new Set(bench.peer.got.map((message) => message.id)).size).toBe(1);
      expect(await bench.states(told.reportId)).toEqual([[2, 'delivered', null]]);
      expect(await bench.actions(told.studyInstanceUid)).toEqual([
        'delivery-failed',
        'delivery-resent',
        'delivered',
      ]);
    });
  });

  describe('a peer that refuses', () => {
    it('one message is asked again for that one only, and gets the others meanwhile', async () => {
      const { id } = await bench.addDestination('ehr');
      const [bad, good] = [(await bench.aReport())(2), (await bench.aReport())(2)];
      bench.peer.answer = (_, { bytes }) =>
        bytes.toString().includes(bad.reportId)
          ? outcome('failed', 'hl7.AE', 'AE; Patient DOE unknown')
          : accepted;
      await bench.plan.execute(bad);
      await bench.plan.execute(good);
      await bench.run(id, 5);
      expect(await bench.states(good.reportId)).toEqual([[2, 'delivered', null]]);
      await bench.run(id, 48 * HOUR);
      expect(await bench.states(bad.reportId)).toEqual([[2, 'dead', 'hl7.AE']]);
      const attempts = await bench.history(bad.reportId);
      expect(attempts).toHaveLength(5);
      expect(attempts[0]).toMatchObject({ outcome: 'failed', answer: 'AE; Patient […] unknown' });
    });

    it('for good is not asked twice, and a later correction goes all the same', async () => {
      const { id } = await bench.addDestination('ehr');
      const report = await bench.aReport();
      bench.peer.answer = (_, { bytes }) =>
        bytes.toString().endsWith(' 2') ? outcome('rejected', 'hl7.AR') : accepted;
      await bench.plan.execute(report(2));
      await bench.plan.execute(report(3, 'corrected'));
      await bench.run(id, 48 * HOUR);
      expect(await bench.states(report(2).reportId)).toEqual([
        [2, 'dead', 'hl7.AR'],
        [3, 'delivered', null],
      ]);
      expect(bench.peer.got).toHaveLength(2);
    });

    it('keeps a later revision waiting while an earlier one may still arrive', async () => {
      const { id } = await bench.addDestination('ehr');
      const report = await bench.aReport();
      bench.peer.answer = () => outcome('failed', 'hl7.AE');
      await bench.plan.execute(report(2));
      await bench.plan.execute(report(3, 'corrected'));
      await bench.run(id, 60);
      expect(await bench.states(report(2).reportId)).toEqual([
        [2, 'retrying', 'hl7.AE'],
        [3, 'pending', null],
      ]);
    });
  });

  describe('what a person does', () => {
    it('is refused when it would put old words in force again', async () => {
      const { id } = await bench.addDestination('ehr');
      const report = await bench.aReport();
      bench.peer.answer = (_, { bytes }) =>
        bytes.toString().endsWith(' 2') ? outcome('rejected', 'hl7.AR') : accepted;
      await bench.plan.execute(report(2));
      await bench.plan.execute(report(3, 'corrected'));
      await bench.run(id, HOUR);
      const [old, corrected] = await bench.ledgerOf(report(2).reportId);
      await expect(bench.resend.execute(old?.id ?? '', by)).rejects.toMatchObject({
        code: 'delivery.later-revision-delivered',
        status: 'conflict',
      });
      expect(await bench.resendAll.execute(id, by)).toEqual({ resent: 0, held: 1 });
      // What is in force can be sent again, under its own id.
      await bench.resend.execute(corrected?.id ?? '', by);
      await bench.run(id, 1);
      expect(bench.peer.got.filter((message) => message.id === corrected?.message?.messageId)).toHaveLength(
        2,
      );
    });

    it('wakes a lane that was paused, and gives up what shall not go', async () => {
      const { id } = await bench.addDestination('ehr');
      const [one, two] = [(await bench.aReport())(2), (await bench.aReport())(2)];
      bench.peer.answer = () => down;
      await bench.plan.execute(one);
      await bench.plan.execute(two);
      await bench.run(id, 5);
      const [waiting] = await bench.ledgerOf(two.reportId);
      expect(await bench.skip.execute(waiting?.id ?? '', by)).toMatchObject({
        state: 'skipped',
        cause: 'skipped',
      });
      bench.peer.answer = () => accepted;
      const [retrying] = await bench.ledgerOf(one.reportId);
      await bench.resend.execute(retrying?.id ?? '', by);
      expect(await bench.nextWake(id)).toEqual(clock.now());
      await bench.run(id, 0);
      expect(await bench.states(one.reportId)).toEqual([[2, 'delivered', null]]);
      expect(await bench.states(two.reportId)).toEqual([[2, 'skipped', 'skipped']]);
    });

    it('to the settings holds from the next attempt on, and ends a pause', async () => {
      const { id, ...settings } = await bench.addDestination('ehr');
      bench.peer.answer = (url) => (url.includes('new') ? accepted : down);
      const told = (await bench.aReport())(2);
      await bench.plan.execute(told);
      await bench.run(id, 5);
      const target = { ...settings.target, url: 'https://new.test/' } as typeof settings.target;
      await bench.change.execute(id, { ...settings, target }, by);
      await bench.run(id, 60);
      expect(await bench.states(told.reportId)).toEqual([[2, 'delivered', null]]);
    });

    it('puts a destination to sleep, and what waits goes on when it wakes', async () => {
      const { id, ...settings } = await bench.addDestination('ehr');
      const told = (await bench.aReport())(2);
      await bench.plan.execute(told);
      await bench.change.execute(id, { ...settings, active: false }, by);
      await bench.run(id, HOUR);
      expect(bench.peer.got).toHaveLength(0);
      await bench.change.execute(id, { ...settings, active: true }, by);
      await bench.run(id, 1);
      expect(bench.peer.got).toHaveLength(1);
    });

    it('cannot give two destinations one name, nor change the kind of one', async () => {
      const { id, ...settings } = await bench.addDestination('ehr');
      await expect(bench.addDestination('ehr')).rejects.toMatchObject({
        code: 'delivery.destination-name-taken',
      });
      const target = { kind: 'dicom', aeTitle: 'PACS' } as const;
      await expect(
        bench.change.execute(id, { ...settings, target, formats: ['sr'] }, by),
      ).rejects.toMatchObject({
        code: 'delivery.destination-kind-fixed',
      });
    });
  });
});
