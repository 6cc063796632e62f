import type { AuditActor, NewAuditEntry } from '@wetread/audit';
import { canonicalJson, contentHash } from '@wetread/kernel';
import type { Destination } from '../domain/destination';

/** What the audit trail keeps of a change: who, which destination, and the hash of the settings that hold from now on. */
export function destinationRecord(
  what: 'added' | 'changed' | 'retired',
  { id, health: _health, retiredAt: _retiredAt, ...settings }: Destination,
  actor: AuditActor,
): NewAuditEntry<'destination-changed'> {
  const { name, target, active } = settings;
  return {
    action: 'destination-changed',
    actor,
    subject: { type: 'destination', id },
    details: { what, name, kind: target.kind, active, settingsSha256: contentHash(canonicalJson(settings)) },
  };
}
