import { canonicalJson, contentHash } from '@wetread/kernel';
import type { AuditFault, ChainedEntry } from './audit-trail';

/** What the first entry follows. */
export const GENESIS_HASH = '0'.repeat(64);

/** SHA-256 over the canonical JSON of every member of the entry but its own hash. */
export function hashOf(entry: Omit<ChainedEntry, 'hash'>): string {
  const { sequence, at, action, outcome, actor, subject, details, previousHash } = entry;
  return contentHash(canonicalJson({ sequence, at, action, outcome, actor, subject, details, previousHash }));
}

/** The end of the chain as it was remembered apart from the entries. */
export interface ChainHead {
  sequence: number;
  hash: string;
}

/**
 * Walks a chain entry by entry and collects what is wrong with it. An entry that was changed no longer has its
 * hash; one whose hash was recomputed as well is betrayed by the entry after it, the last one by the head; one
 * that was cut out leaves a gap in the sequence, at the end one before the head.
 */
export class ChainWalk {
  private readonly found = new Map<number, string>();
  private expected = 1;
  private previous: { sequence: number; hash: string } = { sequence: 0, hash: GENESIS_HASH };
  private walked = 0;

  /** Takes the next entries, in the order of their sequence. */
  walk(entries: readonly ChainedEntry[]): void {
    for (const entry of entries) this.step(entry, entries);
  }

  /** Ends the walk at the head. Returns the faults by sequence. */
  finish(head: ChainHead): { entries: number; faults: AuditFault[] } {
    this.missing(this.expected, head.sequence);
    if (this.previous.sequence === head.sequence && this.previous.hash !== head.hash)
      this.tell(head.sequence, 'changed: the head of the chain remembers another hash');
    const faults = [...this.found]
      .sort(([a], [b]) => a - b)
      .map(([sequence, fault]) => ({ sequence, fault }));
    return { entries: this.walked, faults };
  }

  private step(entry: ChainedEntry, neighbours: readonly ChainedEntry[]): void {
    this.walked += 1;
    this.missing(this.expected, entry.sequence - 1);
    if (hashOf(entry) !== entry.hash) {
      const original = originalSequence(entry, neighbours);
      this.tell(entry.sequence, original === null ? 'changed' : `reordered: this is entry ${original}`);
    } else if (this.previous.sequence === entry.sequence - 1 && this.previous.hash !== entry.previousHash) {
      this.tell(this.previous.sequence, `changed: entry ${entry.sequence} remembers another hash`);
    }
    this.previous = { sequence: entry.sequence, hash: entry.hash };
    this.expected = entry.sequence + 1;
  }

  private missing(from: number, to: number): void {
    if (from <= to) this.tell(from, from === to ? 'removed' : `removed, with all up to ${to}`);
  }

  private tell(sequence: number, fault: string): void {
    // The genesis has no entry that could have been changed: then it is the first entry that was.
    const named = Math.max(sequence, 1);
    if (!this.found.has(named)) this.found.set(named, fault);
  }
}

/** The number under which the entry's own hash is right: it was moved from there. */
function originalSequence(entry: ChainedEntry, neighbours: readonly ChainedEntry[]): number | null {
  const first = (neighbours[0]?.sequence ?? entry.sequence) - 1;
  const last = (neighbours.at(-1)?.sequence ?? entry.sequence) + 1;
  for (let sequence = first; sequence <= last; sequence += 1)
    if (hashOf({ ...entry, sequence }) === entry.hash) return sequence;
  return null;
}
