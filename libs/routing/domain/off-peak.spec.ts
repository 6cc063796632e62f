import { nextOffPeak } from './off-peak';

const night = { start: 22 * 60, end: 6 * 60 };
const next = (now: string, timeZone = 'UTC', hours = night) =>
  nextOffPeak(new Date(now), hours, timeZone).toISOString();

describe('off-peak hours', () => {
  it.each([
    ['2026-11-23T21:59:30Z', '2026-11-23T22:00:00.000Z'],
    ['2026-11-23T06:00:00Z', '2026-11-23T22:00:00.000Z'],
    ['2026-11-23T22:00:00Z', '2026-11-23T22:00:00.000Z'],
    ['2026-11-24T05:59:59Z', '2026-11-24T05:59:59.000Z'],
  ])('of 22 to 6: what comes at %s begins at %s', (now, begins) => expect(next(now)).toBe(begins));

  it('may lie within one day', () => {
    expect(next('2026-11-23T15:00:00Z', 'UTC', { start: 60, end: 120 })).toBe('2026-11-24T01:00:00.000Z');
  });

  it('are those of the time zone, also across the end of summer time', () => {
    expect(next('2026-07-01T12:00:00Z', 'Europe/Vienna')).toBe('2026-07-01T20:00:00.000Z');
    const [start, end] = [23 * 60, 23 * 60 + 30];
    expect(next('2026-10-24T22:30:00Z', 'Europe/Vienna', { start, end })).toBe('2026-10-25T22:00:00.000Z');
    expect(next('2026-03-28T23:30:00Z', 'Europe/Vienna', { start, end })).toBe('2026-03-29T21:00:00.000Z');
  });
});
