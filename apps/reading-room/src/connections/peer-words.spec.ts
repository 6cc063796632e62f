import { ApiFault } from '../api/api-fault';
import { echoFault, heardWords } from './peer-words';

const now = Date.parse('2026-11-23T12:00:00Z');
const seen = { at: '2026-11-23T11:50:00.000Z', address: '10.0.0.1' };
const refused = { at: '2026-11-23T11:40:00.000Z', address: '10.0.0.2', because: 'other-address' as const };

describe('when a peer was last heard of', () => {
  it.each([
    [undefined, 'Has not called yet', null],
    [{ aeTitle: 'A', seen, refused: null }, 'Called 10 min ago', 'good'],
    [{ aeTitle: 'A', seen, refused }, 'Called 10 min ago', 'good'],
    [
      { aeTitle: 'A', seen: { ...seen, at: '2026-11-23T11:00:00.000Z' }, refused },
      'Refused 20 min ago: it called from an address that is not its own',
      'bad',
    ],
    [
      { aeTitle: 'A', seen: null, refused },
      'Refused 20 min ago: it called from an address that is not its own',
      'bad',
    ],
  ])('is the later of its last call and its last refusal (%#)', (contact, words, tone) => {
    expect(heardWords(contact, now)).toEqual({ words, tone });
  });
});

describe('a C-ECHO that went wrong', () => {
  it('says the way out', () => {
    expect(echoFault(new ApiFault(403, 'dimse.association-rejected', '', 'rejected'))).toMatch(
      /Register our AE title/,
    );
  });
  it('says what the server said where that is better', () => {
    const words = 'PACS cannot be reached: ECONNREFUSED; check host, port and TLS of the peer';
    expect(echoFault(new ApiFault(503, 'dimse.peer-unreachable', '', words))).toBe(words);
  });
});
