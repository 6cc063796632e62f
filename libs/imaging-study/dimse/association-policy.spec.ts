import { rejectionOf } from './association-policy';

describe('who may associate', () => {
  const rules = { aeTitle: 'WETREAD', knownAeTitles: ['MODALITY'], profile: 'demo' as const };
  const request = { callingAeTitle: 'ANYONE', calledAeTitle: 'WETREAD', remoteAddress: '127.0.0.1' };

  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])(
    'lets anyone at %s in, in the demo profile',
    (remoteAddress) => {
      expect(rejectionOf({ ...request, remoteAddress }, rules)).toBeNull();
    },
  );

  it.each(['10.0.0.5', '127.evil.example', ''])('asks %j for a listed AE title', (remoteAddress) => {
    expect(rejectionOf({ ...request, remoteAddress }, rules)).toMatchObject({
      result: 1,
      source: 1,
      reason: 3,
    });
    expect(rejectionOf({ ...request, remoteAddress, callingAeTitle: 'MODALITY' }, rules)).toBeNull();
  });

  it('asks everyone for a listed AE title in production', () => {
    expect(rejectionOf(request, { ...rules, profile: 'production' })).toMatchObject({ reason: 3 });
  });

  it('answers only to its own AE title', () => {
    expect(rejectionOf({ ...request, calledAeTitle: 'OTHER' }, rules)).toMatchObject({ reason: 7 });
  });
});
