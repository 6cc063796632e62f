import { z } from 'zod';

/** What a DICOM peer may ask of us. */
export const PeerRight = z.enum(['echo', 'store', 'query', 'retrieve', 'commit']);
export type PeerRight = z.infer<typeof PeerRight>;

const AeTitle = z
  .string()
  .trim()
  .regex(/^[\x20-\x5b\x5d-\x7e]{1,16}$/, 'must be an AE title: 1 to 16 characters, no backslash');
const SecretName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be the name of a secret');

/** How we speak TLS with a peer. Certificates and keys are named, never shown. */
export const PeerTls = z.object({
  /** Associations of the peer without TLS are rejected. */
  refusePlain: z.boolean().default(true),
  /** Name of the secret with the authorities that sign the peer's certificate; the system's when null. */
  ca: SecretName.nullable().default(null),
  /** Names of the secrets with our certificate and key, for a peer that asks for one. */
  certificate: SecretName.nullable().default(null),
  key: SecretName.nullable().default(null),
  /** Name in the peer's certificate; the host when null. */
  serverName: z.string().min(1).max(253).nullable().default(null),
});
export type PeerTls = z.infer<typeof PeerTls>;

/** A DICOM application entity that we know. `GET /api/application-entities` (ability `manage-connections`). */
export const ApplicationEntity = z.object({
  aeTitle: AeTitle,
  /** Addresses or CIDR ranges that it may call from; empty is any. */
  addresses: z.array(z.string().min(1).max(64)).max(64).default([]),
  /** Where it listens; null when it only calls. */
  host: z.string().min(1).max(253).nullable().default(null),
  port: z.number().int().min(1).max(65_535).nullable().default(null),
  tls: PeerTls.nullable().default(null),
  rights: z.array(PeerRight).default(['echo']),
});
export type ApplicationEntity = z.infer<typeof ApplicationEntity>;

/** `PUT /api/application-entities/:aeTitle`: adds it or replaces what is known of it. */
export const SaveApplicationEntityRequest = ApplicationEntity.omit({ aeTitle: true });
export type SaveApplicationEntityRequest = z.infer<typeof SaveApplicationEntityRequest>;

/** `POST /api/application-entities/:aeTitle/echo` */
export const EchoResult = z.object({ dicomStatus: z.number().int(), milliseconds: z.number() });
export type EchoResult = z.infer<typeof EchoResult>;

/** `GET /api/dicom-service` (ability `manage-connections`): what to tell a peer of ours. */
export const DicomService = z.object({
  aeTitle: z.string(),
  /** `null` when the system chooses one at each start. */
  port: z.number().int().nullable(),
  tlsPort: z.number().int().nullable(),
  /** Calling AE titles of `WETREAD_KNOWN_AE_TITLES`: they may echo and store before they are registered. */
  knownAeTitles: z.array(z.string()),
  /** Whoever calls from this machine may do everything: the demo profile. */
  loopbackIsTrusted: z.boolean(),
});
export type DicomService = z.infer<typeof DicomService>;

/** Why an association was rejected. */
export const PeerRefusal = z.enum(['unknown-title', 'other-address', 'wrong-called-title', 'plain-refused']);
export type PeerRefusal = z.infer<typeof PeerRefusal>;

/** When a calling AE title was last heard of, registered or not. */
export const PeerContact = z.object({
  aeTitle: z.string(),
  seen: z.object({ at: z.iso.datetime(), address: z.string() }).nullable(),
  refused: z.object({ at: z.iso.datetime(), address: z.string(), because: PeerRefusal }).nullable(),
});
export type PeerContact = z.infer<typeof PeerContact>;
