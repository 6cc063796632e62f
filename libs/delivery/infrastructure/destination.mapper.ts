import type { Destination, DestinationSettings } from '../domain/destination';
import type { DestinationEntity } from './destination.entity';

export const toDestination = (row: DestinationEntity): Destination => ({
  id: row.id,
  name: row.name,
  target: row.target,
  formats: row.formats,
  sends: row.sends,
  timeoutSeconds: row.timeoutSeconds,
  retry: row.retry,
  active: row.active,
  retiredAt: row.retiredAt,
  health: {
    lastSuccessAt: row.lastSuccessAt,
    lastFailureAt: row.lastFailureAt,
    lastCause: row.lastCause,
    consecutiveFailures: row.consecutiveFailures,
    pausedUntil: row.pausedUntil,
  },
});

/** The columns that an administrator's word fills. */
export const settingsColumns = ({
  name,
  target,
  formats,
  sends,
  timeoutSeconds,
  retry,
  active,
}: DestinationSettings) => ({
  name,
  kind: target.kind,
  target,
  formats: [...formats],
  sends,
  timeoutSeconds,
  retry,
  active,
});
