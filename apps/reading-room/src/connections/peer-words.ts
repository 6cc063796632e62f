import type { ApplicationEntity, EchoResult, PeerContact, PeerRefusal, PeerRight } from '@wetread/contracts';
import { ApiFault } from '../api/api-fault';
import { ago } from '../wording/dates';

export const RIGHT_WORDS: Record<PeerRight, { name: string; about: string }> = {
  echo: { name: 'Echo', about: 'ask whether we are there (C-ECHO)' },
  store: { name: 'Store', about: 'send us studies (C-STORE)' },
  query: { name: 'Query', about: 'search what is here (C-FIND)' },
  retrieve: { name: 'Retrieve', about: 'fetch studies (C-GET, C-MOVE)' },
  commit: { name: 'Commit', about: 'ask whether studies are safe here' },
};

export const REFUSAL_WORDS: Record<PeerRefusal, string> = {
  'unknown-title': 'its AE title is not registered',
  'other-address': 'it called from an address that is not its own',
  'wrong-called-title': 'it called another AE title than ours',
  'plain-refused': 'it called without TLS',
};

/** What to do about a refusal. */
export const REFUSAL_HELP: Record<PeerRefusal, string> = {
  'unknown-title': 'Register it if it is yours.',
  'other-address': 'Add the address, or find out who else uses the title.',
  'wrong-called-title': 'Set our AE title at the peer.',
  'plain-refused': 'Switch on TLS at the peer, or let it call without.',
};

/** When a peer was last heard of: the later of its last call and its last refusal. */
export function heardWords(
  contact: PeerContact | undefined,
  now: number,
): { words: string; tone: 'good' | 'bad' | null } {
  if (!contact) return { words: 'Has not called yet', tone: null };
  const { seen, refused } = contact;
  if (refused && (!seen || refused.at > seen.at))
    return {
      words: `Refused ${ago(refused.at, now)}: ${REFUSAL_WORDS[refused.because]}`,
      tone: 'bad',
    };
  return { words: seen ? `Called ${ago(seen.at, now)}` : 'Has not called yet', tone: seen ? 'good' : null };
}

export function listensWords({ host, port }: Pick<ApplicationEntity, 'host' | 'port'>): string {
  if (host === null) return 'Only calls us';
  return `${host}:${port}`;
}

const ECHO_FAULTS: readonly (readonly [code: string, words: string])[] = [
  ['dimse.association-rejected', 'It rejects our calls. Register our AE title there.'],
  ['dimse.context-not-accepted', 'It takes our call, but not C-ECHO. It may still take studies.'],
  ['dimse.peer-silent', 'It took the connection and then said nothing. Is that port a DICOM port?'],
  [
    'dimse.connection-lost',
    'It took the connection and closed it. Is that port a DICOM port, with or without TLS?',
  ],
  ['dimse.protocol-broken', 'What answers there does not speak DICOM. Check the port.'],
];

export const echoWords = ({ dicomStatus, milliseconds }: EchoResult): string =>
  dicomStatus === 0
    ? `Answers, after ${milliseconds} ms`
    : `Answers with status ${dicomStatus.toString(16).toUpperCase().padStart(4, '0')}`;

/** How a C-ECHO went wrong, with the way out; the server's own words where it told them better. */
export function echoFault(error: unknown): string {
  const fault = error instanceof ApiFault ? error : null;
  const known = ECHO_FAULTS.find(([code]) => code === fault?.code)?.[1];
  if (known && fault) return known;
  return fault?.message ?? 'Something went wrong on this page. Reload it.';
}
