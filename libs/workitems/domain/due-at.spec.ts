import { dueAt } from './due-at';
import { Tag } from './json-attributes';

const CREATED = new Date('2026-03-01T10:00:00Z');
const due = (start: string, readiness = 'READY'): string | null =>
  dueAt({
    uid: '1.2',
    state: 'SCHEDULED',
    transactionUid: null,
    performedHere: false,
    createdAt: CREATED,
    modifiedAt: CREATED,
    attributes: {
      [Tag.InputReadinessState]: { vr: 'CS', Value: [readiness] },
      [Tag.ScheduledProcedureStepStartDateTime]: { vr: 'DT', Value: [start] },
    },
  })?.toISOString() ?? null;

describe('when a workitem is due', () => {
  it.each([
    ['20260302113000+0130', '2026-03-02T10:00:00.000Z'],
    ['20260302113000.250000-0500', '2026-03-02T16:30:00.000Z'],
    ['2026+0000', '2026-01-01T00:00:00.000Z'],
    ['soon', CREATED.toISOString()],
    ['20261399000000+0000', CREATED.toISOString()],
  ])('%s is %s', (start, expected) => expect(due(start)).toBe(expected));

  it('is never while its inputs are not ready', () => {
    expect(due('20260302113000+0000', 'INCOMPLETE')).toBeNull();
  });
});
