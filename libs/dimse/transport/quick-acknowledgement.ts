// oxlint-disable no-underscore-dangle -- the name is Node's
import type { Socket } from 'node:net';

type SetSocketOption = (
  descriptor: number,
  level: number,
  name: number,
  value: number[],
  bytes: number,
) => number;

const IPPROTO_TCP = 6;
const TCP_QUICKACK = 12;

let setSocketOption: SetSocketOption | null | undefined;

/**
 * Has the kernel acknowledge what has arrived instead of waiting up to 40 ms for something to send along. DCMTK's senders
 * leave Nagle's algorithm on and write each PDU in pieces: the last piece then waits for that acknowledgement, with nearly
 * every object (RFC 1122 section 4.2.3.4). Holds until the kernel thinks otherwise, so it is asked for with each piece that
 * arrives. Linux only, and where `koffi` can be loaded; elsewhere nothing happens.
 */
export function acknowledgeNow(socket: Socket): boolean {
  if (setSocketOption === undefined) setSocketOption = load();
  const descriptor = descriptorOf(socket);
  if (!setSocketOption || descriptor < 0) return false;
  return setSocketOption(descriptor, IPPROTO_TCP, TCP_QUICKACK, [1], 4) === 0;
}

/** A TLS socket has none of its own. */
const descriptorOf = (socket: Socket): number =>
  (socket as unknown as { _handle?: { fd?: number } | null })._handle?.fd ?? -1;

function load(): SetSocketOption | null {
  if (process.platform !== 'linux') return null;
  try {
    // An optional dependency: loaded when it is there.
    const koffi = require('koffi') as typeof import('koffi');
    const signature = 'int setsockopt(int, int, int, const int *, unsigned int)';
    return koffi.load(null).func(signature) as unknown as SetSocketOption;
  } catch {
    return null;
  }
}
