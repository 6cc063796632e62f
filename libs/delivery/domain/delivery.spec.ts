import { begun, type Delivery, healthAfter, resent, settled, skipped, superseded } from './delivery';
import { deliveryStates, deliveryTransitions } from './delivery-state';
import { unknownHealth } from './destination';
import { outcome, type OutcomeKind } from './outcome';

const at = new Date('2026-11-23T12:00:00Z');
const when = { at, chance: 0 };
const destination = { retry: { firstSeconds: 30, maxSeconds: 3600, attempts: 3 }, health: unknownHealth };
const planned: Delivery = {
  id: 'd',
  destinationId: 'x',
  reportId: 'r',
  revision: 2,
  status: 'final',
  studyInstanceUid: '1.2.3',
  format: 'oru',
  state: 'pending',
  message: null,
  mayHaveArrived: false,
  messageForgottenAt: null,
  attempts: 0,
  attemptsBefore: 0,
  nextAttemptAt: at,
  cause: null,
  createdAt: at,
  deliveredAt: null,
};
const later = (seconds: number): Date => new Date(at.getTime() + seconds * 1000);
const after = (kind: OutcomeKind, delivery = begun(planned), retryAfterSeconds = 0): Delivery =>
  settled(delivery, { ...outcome(kind, 'some.code'), retryAfterSeconds }, destination, when);

describe('a delivery', () => {
  it.each([
    ['accepted', 'delivered', null],
    ['rejected', 'dead', 'some.code'],
    ['failed', 'retrying', 'some.code'],
    ['unavailable', 'retrying', 'some.code'],
    ['unanswered', 'retrying', 'some.code'],
    ['not-applicable', 'skipped', 'some.code'],
  ] as const)('whose attempt was %s is %s', (kind, state, cause) => {
    expect(after(kind)).toMatchObject({ state, cause, attempts: 1 });
  });

  it('waits longer after each failure, and is dead after the last', () => {
    const first = after('failed');
    expect(first.nextAttemptAt).toEqual(later(30));
    const second = after('failed', begun(first));
    expect(second.nextAttemptAt).toEqual(later(60));
    expect(after('failed', begun(second))).toMatchObject({ state: 'dead', attempts: 3, cause: 'some.code' });
  });

  it('waits as long as the peer asks for, within its schedule', () => {
    expect(after('unavailable', begun(planned), 600).nextAttemptAt).toEqual(later(600));
    expect(after('unavailable', begun(planned), 1e9).nextAttemptAt).toEqual(later(3600));
  });

  it('that is sent again starts its schedule anew, and its attempts are counted on', () => {
    const again = begun(resent(after('rejected'), at));
    expect(again).toMatchObject({ state: 'sending', attempts: 2, attemptsBefore: 1, cause: null });
    expect(after('failed', again).nextAttemptAt).toEqual(later(30));
  });

  it('cannot be sent again once a signed revision has overtaken it, nor skipped while it is being sent', () => {
    expect(() => resent(superseded(planned, 'final', at), at)).toThrow('superseded cannot become pending');
    expect(() => skipped(begun(planned), at)).toThrow('sending cannot become skipped');
    expect(() => skipped(after('accepted'), at)).toThrow('delivered cannot become skipped');
  });

  it('has no state without a rule', () => {
    expect(Object.keys(deliveryTransitions).sort()).toEqual([...deliveryStates].sort());
  });
});

describe('the health of a destination', () => {
  const health = (kind: OutcomeKind, before = unknownHealth) =>
    healthAfter({ ...destination, health: before }, outcome(kind, 'net.ECONNREFUSED'), when);

  it('pauses a peer that is not there, longer each time', () => {
    const first = health('unavailable');
    expect(first).toMatchObject({
      consecutiveFailures: 1,
      pausedUntil: later(30),
      lastCause: 'net.ECONNREFUSED',
    });
    expect(health('unanswered', first)).toMatchObject({ consecutiveFailures: 2, pausedUntil: later(60) });
  });

  it('does not pause a peer that refuses one message', () => {
    expect(health('failed')).toMatchObject({ consecutiveFailures: 1, pausedUntil: null });
    expect(health('rejected', health('unavailable'))).toMatchObject({ pausedUntil: null });
  });

  it('forgets failures upon a success, and learns nothing from a revision that has nothing to send', () => {
    const failing = health('unavailable');
    expect(health('accepted', failing)).toMatchObject({
      consecutiveFailures: 0,
      pausedUntil: null,
      lastSuccessAt: at,
    });
    expect(health('not-applicable', failing)).toBe(failing);
  });
});
