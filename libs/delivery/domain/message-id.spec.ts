import { controlIdOf, idempotencyKeyOf } from './message-id';

const identity = { destinationId: 'd', reportId: 'r', revision: 2, format: 'oru' } as const;

describe('the id of a message', () => {
  it('is the same at every attempt and another for every revision, destination and format', () => {
    const others = [
      identity,
      { ...identity, revision: 3 },
      { ...identity, destinationId: 'e' },
      { ...identity, format: 'oru-pdf' as const },
    ];
    expect(controlIdOf({ ...identity })).toBe(controlIdOf(identity));
    expect(new Set(others.map(controlIdOf)).size).toBe(4);
    expect(new Set(others.map(idempotencyKeyOf)).size).toBe(4);
  });

  it('fits where it goes: MSH-10 and a UUID', () => {
    expect(controlIdOf(identity)).toMatch(/^WR[0-9A-F]{18}$/);
    expect(idempotencyKeyOf(identity)).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
