import { BlockList, isIP } from 'node:net';

/** What a peer may ask of us: the services that it may use as SCU. */
export const peerRights = ['echo', 'store', 'query', 'retrieve', 'commit'] as const;
export type PeerRight = (typeof peerRights)[number];

/** TLS with a peer; certificates and keys by the names of their secrets. */
export interface PeerTls {
  /** Its associations without TLS are rejected. */
  refusePlain: boolean;
  ca: string | null;
  certificate: string | null;
  key: string | null;
  serverName: string | null;
}

/** A DICOM application entity that we know (PS3.8 section 5.1). */
export interface ApplicationEntity {
  aeTitle: string;
  /** Addresses or CIDR ranges that it may call from; empty is any. */
  addresses: readonly string[];
  /** Where it listens; both null when it only calls. */
  host: string | null;
  port: number | null;
  tls: PeerTls | null;
  rights: readonly PeerRight[];
}

/** IPv4 in an IPv6 socket reads `::ffff:10.0.0.1`. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** Whether `text` is an IP address or a CIDR range. */
export function isAddressRange(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

/** Whether a peer that may call from `ranges` may call from `remoteAddress`; no range at all is no restriction. */
export function mayCallFrom(ranges: readonly string[], remoteAddress: string): boolean {
  if (ranges.length === 0) return true;
  const address = plainAddress(remoteAddress);
  if (isIP(address) === 0) return false;
  const allowed = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix] = range.split('/');
    if (prefix === undefined) allowed.addAddress(network, familyOf(network));
    else allowed.addSubnet(network, Number(prefix), familyOf(network));
  }
  return allowed.check(address, familyOf(address));
}

/** Whether a connection comes from this machine. */
export const isLoopback = (remoteAddress: string): boolean =>
  mayCallFrom(['127.0.0.0/8', '::1'], remoteAddress);
