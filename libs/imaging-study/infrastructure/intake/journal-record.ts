import { crc32 } from 'node:zlib';
import { contentHash as hashOf } from '@wetread/kernel';
import type { JournalEntry, JournalledEntry } from '../../application/intake/intake-journal';

/** A record tells its position; in which journal it stands, the journal tells. */
export type StandingEntry = Omit<JournalledEntry, 'journal'>;

/** What a record tells of its bytes, besides the entry. */
interface Label extends Omit<StandingEntry, 'bytes'> {
  length: number;
}

/** One entry: CRC-32 of the label (hexadecimal), a space, the label as JSON, a line feed, the bytes. */
export function journalRecord(
  { name, bytes, contentHash, source, actor }: JournalEntry,
  position: number,
): Uint8Array[] {
  const label: Label = { name, contentHash, source, actor, position, length: bytes.byteLength };
  const json = JSON.stringify(label);
  return [Buffer.from(`${checksum(json)} ${json}\n`), bytes];
}

/**
 * The entries of a journal. It ends where a record is not whole (that was being
 * written when the machine stopped, and nobody has been answered for it) or is older than the one before: what stood in the
 * file before it was begun again. The entries' bytes are views into `journal`.
 */
export function journalEntries(journal: Buffer): StandingEntry[] {
  const entries: StandingEntry[] = [];
  let size = 0;
  let before = 0;
  for (let end = journal.indexOf('\n'); end >= 0; end = journal.indexOf('\n', size)) {
    const label = labelOf(journal.toString('utf8', size, end));
    const bytes = journal.subarray(end + 1, end + 1 + (label?.length ?? 0));
    if (!label || bytes.byteLength < label.length || hashOf(bytes) !== label.contentHash) break;
    const { length, ...entry } = label;
    if (entry.position <= before) break;
    before = entry.position;
    entries.push({ ...entry, bytes });
    size = end + 1 + length;
  }
  return entries;
}

function labelOf(line: string): Label | null {
  const json = line.slice(9);
  return line[8] === ' ' && checksum(json) === line.slice(0, 8) ? (JSON.parse(json) as Label) : null;
}

const checksum = (json: string): string => crc32(json).toString(16).padStart(8, '0');
