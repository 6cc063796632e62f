import { type DeliveryFormat, type DestinationKind, formatsOfKind, takes } from './delivery-format';
import { FormatNotTaken, PlainTransportRefused, UrlRefused } from './delivery-errors';
import type { RetrySchedule } from './retry-schedule';

type Authentication =
  | { readonly kind: 'none' }
  | { readonly kind: 'bearer'; readonly tokenSecret: string }
  | { readonly kind: 'basic'; readonly username: string; readonly passwordSecret: string };

/** Names of secrets, each a PEM file. Without a CA the system's own are trusted. */
export interface TlsSecrets {
  readonly caSecret: string | null;
  readonly certificateSecret: string | null;
  readonly keySecret: string | null;
}

export interface HttpTarget {
  readonly url: string;
  readonly authentication: Authentication;
  readonly tls: TlsSecrets | null;
  readonly allowPlain: boolean;
}

export interface MllpTarget {
  readonly kind: 'hl7-mllp';
  readonly host: string;
  readonly port: number;
  readonly tls: TlsSecrets | null;
  readonly allowPlain: boolean;
  readonly sendingApplication: string;
  readonly sendingFacility: string;
  readonly receivingApplication: string;
  readonly receivingFacility: string;
}

export type Target =
  | { readonly kind: 'dicom'; readonly aeTitle: string }
  | ({ readonly kind: 'stow' } & HttpTarget)
  | MllpTarget
  | ({ readonly kind: 'fhir' } & HttpTarget)
  | ({ readonly kind: 'webhook'; readonly signingSecret: string } & HttpTarget);
export type TargetOf<Kind extends DestinationKind> = Extract<Target, { kind: Kind }>;

/** What an administrator says of a destination. */
export interface DestinationSettings {
  readonly name: string;
  readonly target: Target;
  readonly formats: readonly DeliveryFormat[];
  readonly sends: 'signed' | 'drafts-too';
  readonly timeoutSeconds: number;
  readonly retry: RetrySchedule;
  readonly active: boolean;
}

/** What its deliveries have shown of a destination. */
export interface DestinationHealth {
  readonly lastSuccessAt: Date | null;
  readonly lastFailureAt: Date | null;
  readonly lastCause: string | null;
  readonly consecutiveFailures: number;
  /** Nothing is tried before; `null` when the peer answers. */
  readonly pausedUntil: Date | null;
}

export const unknownHealth: DestinationHealth = {
  lastSuccessAt: null,
  lastFailureAt: null,
  lastCause: null,
  consecutiveFailures: 0,
  pausedUntil: null,
};

export interface Destination extends DestinationSettings {
  readonly id: string;
  readonly health: DestinationHealth;
  /** Since when it gets nothing any more; the ledger goes on naming it. */
  readonly retiredAt: Date | null;
}

/**
 * Whether a report of this status is this destination's to know. A draft that was withdrawn concerns only those
 * who were sent drafts.
 */
export function wants({ sends }: Pick<Destination, 'sends'>, status: string): boolean {
  return sends === 'drafts-too' || (status !== 'preliminary' && status !== 'cancelled');
}

/** @throws FormatNotTaken, UrlRefused, PlainTransportRefused */
export function checkSettings({ target, formats }: DestinationSettings): void {
  const refused = formats.filter((format) => !takes(target.kind, format));
  if (refused.length > 0) throw new FormatNotTaken(target.kind, refused, formatsOfKind[target.kind]);
  if (target.kind === 'hl7-mllp') return checkPlain(target.tls !== null, target.host, target.allowPlain);
  if (target.kind !== 'dicom') checkUrl(target);
}

function checkUrl({ url, allowPlain }: HttpTarget): void {
  const { protocol, hostname, username, password, search, hash } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') throw new UrlRefused('only http and https are spoken');
  // A password in a URL would show in logs and in the list of destinations.
  if (username || password) throw new UrlRefused('name a secret instead of writing a password into it');
  if (search || hash) throw new UrlRefused('it has a query or a fragment');
  checkPlain(protocol === 'https:', hostname, allowPlain);
}

function checkPlain(encrypted: boolean, host: string, allowPlain: boolean): void {
  if (!encrypted && !allowPlain && !isLoopback(host)) throw new PlainTransportRefused();
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
