import { z } from 'zod';
import { ReportStatus } from './report.contract';

const SecretName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'is not the name of a secret');
const HttpUrl = z.url({ protocol: /^https?$/ }).max(2000);
const HeaderText = z.string().trim().min(1).max(180);

/** How we prove who we are to an HTTP peer. Only names of secrets; their values lie in files (docs/operations.md). */
export const DestinationAuthentication = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('bearer'), tokenSecret: SecretName }),
  z.object({ kind: z.literal('basic'), username: z.string().min(1).max(200), passwordSecret: SecretName }),
]);
export type DestinationAuthentication = z.infer<typeof DestinationAuthentication>;

/** Names of secrets in PEM: who the peer's certificate must be signed by, and what we show of ourselves. */
export const DestinationTls = z.object({
  caSecret: SecretName.nullable().default(null),
  certificateSecret: SecretName.nullable().default(null),
  keySecret: SecretName.nullable().default(null),
});
export type DestinationTls = z.infer<typeof DestinationTls>;

const http = {
  url: HttpUrl,
  authentication: DestinationAuthentication.default({ kind: 'none' }),
  tls: DestinationTls.nullable().default(null),
  /** Plain HTTP leaves this machine only when this is said. */
  allowPlain: z.boolean().default(false),
};

/** Where results go and how. */
export const DestinationTarget = z.discriminatedUnion('kind', [
  /** C-STORE to an application entity of `/api/application-entities`. */
  z.object({ kind: z.literal('dicom'), aeTitle: z.string().trim().min(1).max(16) }),
  /** STOW-RS (PS3.18 section 10.5); `url` is the service's root, without `/studies`. */
  z.object({ kind: z.literal('stow'), ...http }),
  /** HL7 v2.5.1 over MLLP. */
  z.object({
    kind: z.literal('hl7-mllp'),
    host: z.string().min(1).max(253),
    port: z.number().int().min(1).max(65_535),
    tls: DestinationTls.nullable().default(null),
    allowPlain: z.boolean().default(false),
    /** MSH-3 to MSH-6. */
    sendingApplication: HeaderText.default('WETREAD'),
    sendingFacility: HeaderText.default('WETREAD'),
    receivingApplication: HeaderText,
    receivingFacility: HeaderText,
  }),
  /** A FHIR R4 server's base URL; it is sent a transaction. */
  z.object({ kind: z.literal('fhir'), ...http }),
  /** JSON with ids and links, signed by HMAC-SHA256 (docs/delivery.md). */
  z.object({ kind: z.literal('webhook'), ...http, signingSecret: SecretName }),
]);
export type DestinationTarget = z.infer<typeof DestinationTarget>;

export const DestinationKind = z.enum(['dicom', 'stow', 'hl7-mllp', 'fhir', 'webhook']);
export type DestinationKind = z.infer<typeof DestinationKind>;

/** What a destination may get. */
export const DeliveryFormat = z.enum([
  'sr',
  'comprehensive-sr',
  'encapsulated-pdf',
  'gsps',
  'key-objects',
  'oru',
  'oru-pdf',
  'fhir-bundle',
  'event',
]);
export type DeliveryFormat = z.infer<typeof DeliveryFormat>;

/** Which kind of destination takes which formats. */
export const formatsOfKind = {
  dicom: ['sr', 'comprehensive-sr', 'encapsulated-pdf', 'gsps', 'key-objects'],
  stow: ['sr', 'comprehensive-sr', 'encapsulated-pdf', 'gsps', 'key-objects'],
  'hl7-mllp': ['oru', 'oru-pdf'],
  fhir: ['fhir-bundle'],
  webhook: ['event'],
} as const satisfies Record<DestinationKind, readonly DeliveryFormat[]>;

/** Delays between attempts: `firstSeconds`, then doubled up to `maxSeconds`, `attempts` in all. */
export const RetrySchedule = z.object({
  firstSeconds: z.number().int().min(1).max(3600).default(30),
  maxSeconds: z.number().int().min(1).max(86_400).default(3600),
  attempts: z.number().int().min(1).max(200).default(24),
});
export type RetrySchedule = z.infer<typeof RetrySchedule>;

/** `POST /api/destinations`, `PUT /api/destinations/:id` (ability `manage-connections`) */
export const DestinationSettings = z.object({
  name: z.string().trim().min(1).max(100),
  target: DestinationTarget,
  formats: z.array(DeliveryFormat).min(1).max(9),
  /** `signed`: from the signature on. `drafts-too`: also what the model wrote, as preliminary. */
  sends: z.enum(['signed', 'drafts-too']).default('signed'),
  timeoutSeconds: z.number().int().min(1).max(300).default(30),
  retry: RetrySchedule.default({ firstSeconds: 30, maxSeconds: 3600, attempts: 24 }),
  /** An inactive destination is given nothing new; what waits for it goes on waiting. */
  active: z.boolean().default(true),
});
export type DestinationSettings = z.infer<typeof DestinationSettings>;

export const DeliveryState = z.enum([
  'pending',
  'sending',
  'retrying',
  'delivered',
  'dead',
  'skipped',
  'superseded',
]);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** `GET /api/destinations/:id` */
export const Destination = DestinationSettings.extend({
  id: z.uuid(),
  /** Since when it gets nothing any more. */
  retiredAt: z.iso.datetime().nullable(),
  health: z.object({
    lastSuccessAt: z.iso.datetime().nullable(),
    lastFailureAt: z.iso.datetime().nullable(),
    /** A stable code, e.g. `net.ECONNREFUSED`, `hl7.AE`, `http.503`. */
    lastCause: z.string().nullable(),
    consecutiveFailures: z.number().int(),
    /** The peer cannot be reached; nothing is tried before this time. */
    pausedUntil: z.iso.datetime().nullable(),
    /** Deliveries by state, those at zero left out. */
    deliveries: z.partialRecord(DeliveryState, z.number().int()),
  }),
});
export type Destination = z.infer<typeof Destination>;

/** `GET /api/destinations`: those in use, with `retired=true` all that there ever were. */
export const DestinationListQuery = z.object({ retired: z.enum(['true', 'false']).default('false') });
export type DestinationListQuery = z.infer<typeof DestinationListQuery>;

/**
 * `DELETE /api/destinations/:id` retires it: no new deliveries, the ledger stays, the name is free again. Deliveries
 * that wait and dead letters stand in the way unless they are to be given up (`undelivered=skip`).
 */
export const DestinationRetirement = z.object({ undelivered: z.enum(['refuse', 'skip']).default('refuse') });
export type DestinationRetirement = z.infer<typeof DestinationRetirement>;

/** `POST /api/destinations/:id/test`: an echo, a ping or a look at the capabilities; nothing is delivered. */
export const DestinationTest = z.object({
  reachable: z.boolean(),
  code: z.string(),
  milliseconds: z.number().int(),
});
export type DestinationTest = z.infer<typeof DestinationTest>;

export const DeliveryAttempt = z.object({
  number: z.number().int(),
  startedAt: z.iso.datetime(),
  /** `null` while it lasts, and when the process died over it. */
  endedAt: z.iso.datetime().nullable(),
  outcome: z
    .enum(['accepted', 'rejected', 'failed', 'unavailable', 'unanswered', 'not-applicable', 'interrupted'])
    .nullable(),
  code: z.string().nullable(),
  /** What the peer said: MSA and ERR, HTTP status, DIMSE status; what names the patient is struck out. */
  answer: z.string().nullable(),
});
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

/** A row of the ledger: one revision of one report to one destination in one format. */
export const Delivery = z.object({
  id: z.uuid(),
  destinationId: z.uuid(),
  destinationName: z.string(),
  reportId: z.uuid(),
  revision: z.number().int(),
  status: ReportStatus,
  studyInstanceUid: z.string(),
  format: DeliveryFormat,
  state: DeliveryState,
  /** MSH-10, SOP Instance UID, `Idempotency-Key`; the same at every attempt. `null` until it is first sent. */
  messageId: z.string().nullable(),
  /** SHA-256 of what was sent last; once it may have arrived, the same at every further attempt. */
  contentHash: z.string().nullable(),
  /** Since when the bytes are no longer kept. */
  messageForgottenAt: z.iso.datetime().nullable(),
  attempts: z.number().int(),
  nextAttemptAt: z.iso.datetime().nullable(),
  cause: z.string().nullable(),
  createdAt: z.iso.datetime(),
  deliveredAt: z.iso.datetime().nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

/** `GET /api/deliveries`, newest first */
export const DeliveryQuery = z.object({
  destinationId: z.uuid().optional(),
  reportId: z.uuid().optional(),
  studyInstanceUid: z.string().max(64).optional(),
  state: DeliveryState.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  offset: z.coerce.number().int().min(0).default(0),
});
export type DeliveryQuery = z.infer<typeof DeliveryQuery>;
export const DeliveryPage = z.object({ deliveries: z.array(Delivery), total: z.number().int() });
export type DeliveryPage = z.infer<typeof DeliveryPage>;

/** `GET /api/deliveries/:id` */
export const DeliveryDetail = Delivery.extend({ history: z.array(DeliveryAttempt) });
export type DeliveryDetail = z.infer<typeof DeliveryDetail>;

/** `POST /api/destinations/:id/resend`: all dead letters of a destination; `held` are those that a later revision overtook. */
export const ResendResult = z.object({ resent: z.number().int(), held: z.number().int() });
export type ResendResult = z.infer<typeof ResendResult>;
