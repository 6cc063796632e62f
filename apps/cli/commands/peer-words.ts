import type { PeerContact } from '@wetread/contracts';
import type { ApplicationEntity } from '@wetread/imaging-study';

/** A peer with the last that was heard of it: its last call, and the last that was refused. */
export type ListedPeer = ApplicationEntity & Pick<PeerContact, 'seen' | 'refused'>;

/** A line of `wetread peer list`, its fields parted by tabs. */
export function peerLine(peer: ListedPeer): string {
  const { aeTitle, host, port, addresses, rights, tls } = peer;
  const place = host === null ? 'only calls' : `${host}:${port}`;
  const from = addresses.length > 0 ? addresses.join(' ') : 'any address';
  return [aeTitle, place, from, rights.join(','), tls ? 'TLS' : 'plain', heardWords(peer)].join('\t');
}

/** The later of the last call and the last refusal, as the reading room tells it. */
export function heardWords({ seen, refused }: Pick<PeerContact, 'seen' | 'refused'>): string {
  if (refused && (!seen || refused.at > seen.at))
    return `refused ${refused.at} from ${refused.address}: ${refused.because}`;
  return seen ? `called ${seen.at} from ${seen.address}` : 'has not called';
}
