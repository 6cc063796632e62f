import type { AuditEntry } from '@wetread/contracts';

const ACTOR_WORDS = { user: 'User', device: 'Device', model: 'Model', system: 'System' } as const;

/** Who did it; the reader's own rows say so, since the trail keeps ids and no names. */
export function actorOf({ actor }: AuditEntry, readerId: string): string {
  if (actor.kind === 'user' && actor.id === readerId) return 'you';
  return `${ACTOR_WORDS[actor.kind].toLowerCase()} ${shortened(actor.id)}`;
}

/** The details of an entry in a line; hashes shortened. */
export function detailsOf({ details }: AuditEntry): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${spaced(name)} ${shown(value)}`)
    .join(', ');
}

const spaced = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join(' and ') || 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return shortened(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

/** Hashes and UUIDs by their beginning, UIDs by their end: enough to tell two apart, the whole is in the tooltip. */
export function shortened(id: string): string {
  if (/^([0-9a-f]{16}|[0-9a-f]{64})$/.test(id)) return id.slice(0, 12);
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id)) return id.slice(0, 8);
  if (/^[0-9.]{36,64}$/.test(id)) return `…${id.slice(-12)}`;
  return id;
}
