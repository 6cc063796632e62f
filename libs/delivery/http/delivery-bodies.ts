import type {
  Delivery as DeliveryBody,
  DeliveryAttempt as AttemptBody,
  Destination as DestinationBody,
} from '@wetread/contracts';
import type { DeliveryAttempt, NamedDelivery } from '../domain/deliveries';
import type { Destination } from '../domain/destination';
import type { DeliveryCounts } from '../domain/destinations';

const time = (at: Date | null): string | null => at?.toISOString() ?? null;

export const destinationBody = (
  { health, formats, retiredAt, ...settings }: Destination,
  deliveries: DeliveryCounts = {},
): DestinationBody => ({
  ...settings,
  formats: [...formats],
  retiredAt: time(retiredAt),
  health: {
    lastSuccessAt: time(health.lastSuccessAt),
    lastFailureAt: time(health.lastFailureAt),
    lastCause: health.lastCause,
    consecutiveFailures: health.consecutiveFailures,
    pausedUntil: time(health.pausedUntil),
    deliveries,
  },
});

export const deliveryBody = (delivery: NamedDelivery): DeliveryBody => ({
  id: delivery.id,
  destinationId: delivery.destinationId,
  destinationName: delivery.destinationName,
  reportId: delivery.reportId,
  revision: delivery.revision,
  status: delivery.status as DeliveryBody['status'],
  studyInstanceUid: delivery.studyInstanceUid,
  format: delivery.format,
  state: delivery.state,
  messageId: delivery.message?.messageId ?? null,
  contentHash: delivery.message?.contentHash ?? null,
  attempts: delivery.attempts,
  nextAttemptAt: isWaiting(delivery) ? time(delivery.nextAttemptAt) : null,
  cause: delivery.cause,
  messageForgottenAt: time(delivery.messageForgottenAt),
  createdAt: delivery.createdAt.toISOString(),
  deliveredAt: time(delivery.deliveredAt),
});

export const attemptBody = ({ startedAt, endedAt, ...attempt }: DeliveryAttempt): AttemptBody => ({
  ...attempt,
  startedAt: startedAt.toISOString(),
  endedAt: time(endedAt),
});

const isWaiting = ({ state }: NamedDelivery): boolean => state === 'pending' || state === 'retrying';
