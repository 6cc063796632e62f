import { peerLine, type ListedPeer } from './peer-words';

describe('a line of the list of peers', () => {
  const seen = { at: '2026-11-28T08:00:00.000Z', address: '10.1.0.7' };
  const refused = { at: '2026-11-28T09:00:00.000Z', address: '10.9.0.1', because: 'other-address' as const };
  const peer: ListedPeer = {
    aeTitle: 'CT1',
    host: null,
    port: null,
    addresses: ['10.1.0.0/16'],
    rights: ['echo', 'store'],
    tls: null,
    seen: null,
    refused: null,
  };

  it.each([
    [{}, 'has not called'],
    [{ seen }, 'called 2026-11-28T08:00:00.000Z from 10.1.0.7'],
    [{ seen, refused }, 'refused 2026-11-28T09:00:00.000Z from 10.9.0.1: other-address'],
    [
      { seen: { ...seen, at: '2026-11-28T10:00:00.000Z' }, refused },
      'called 2026-11-28T10:00:00.000Z from 10.1.0.7',
    ],
  ])('ends with what was last heard of it: %j', (heard, words) => {
    expect(peerLine({ ...peer, ...heard }).split('\t')).toEqual([
      'CT1',
      'only calls',
      '10.1.0.0/16',
      'echo,store',
      'plain',
      words,
    ]);
  });
});
