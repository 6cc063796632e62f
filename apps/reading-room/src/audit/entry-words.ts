import type { AuditEntry } from '@wetread/contracts';

export const ACTOR_WORDS = { user: 'User', device: 'Device', model: 'Model', system: 'System' } as const;

/** The details of an entry in a line; hashes shortened. */
export function detailsOf({ details }: AuditEntry): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${spaced(name)} ${shown(value)}`)
    .join(', ');
}

const spaced = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();

function shown(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return /^[0-9a-f]{64}$/.test(text) ? text.slice(0, 12) : text;
}
