import { crc32 } from 'node:zlib';
import type { JournalEntry, JournalledEntry } from '../../application/intake/intake-journal';

/** One entry as a line: CRC-32 of what follows (hexadecimal), a space, JSON, a line feed. */
export function journalLine({ instance, source, actor }: JournalEntry, position: number): string {
  const json = JSON.stringify({ position, instance, source, actor });
  return `${checksum(json)} ${json}\n`;
}

/**
 * The entries of a journal and how many of its bytes they take. It ends where a line is not whole: that was being
 * written when the machine stopped, and nobody has been answered for it.
 */
export function journalEntries(journal: Buffer): { entries: JournalledEntry[]; bytes: number } {
  const entries: JournalledEntry[] = [];
  let bytes = 0;
  for (let end = journal.indexOf('\n'); end >= 0; end = journal.indexOf('\n', bytes)) {
    const line = journal.toString('utf8', bytes, end);
    const json = line.slice(9);
    if (line[8] !== ' ' || checksum(json) !== line.slice(0, 8)) break;
    entries.push(JSON.parse(json) as JournalledEntry);
    bytes = end + 1;
  }
  return { entries, bytes };
}

const checksum = (json: string): string => crc32(json).toString(16).padStart(8, '0');
