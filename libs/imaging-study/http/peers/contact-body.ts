import type { PeerContact as PeerContactBody } from '@wetread/contracts';
import type { PeerContact } from '../../domain/peers/peer-contacts';

/** As the HTTP API and the command line tell it. */
export const contactBody = ({ aeTitle, seen, refused }: PeerContact): PeerContactBody => ({
  aeTitle,
  seen: seen && { ...seen, at: seen.at.toISOString() },
  refused: refused && { ...refused, at: refused.at.toISOString() },
});
