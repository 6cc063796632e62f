import type { DicomObject } from '@wetread/dicom';
import type { ContentHash } from '@wetread/kernel';

const MOST_KEPT = 256;
/** A header larger than this (thousands of per-frame functional groups, or all of a deflated object) is read anew. */
const LARGEST_KEPT = 128 * 1024;

/** Headers that were read last, by the hash of their object, under which nothing ever changes. */
export class RecentHeaders {
  private readonly kept = new Map<ContentHash, DicomObject>();

  get(hash: ContentHash): DicomObject | undefined {
    const header = this.kept.get(hash);
    if (header) this.put(hash, header);
    return header;
  }

  keep(hash: ContentHash, header: DicomObject, objectBytes: number): void {
    const bulk = header.tags.reduce((sum, tag) => sum + (header.bulk(tag)?.length ?? 0), 0);
    if (objectBytes - bulk > LARGEST_KEPT) return;
    this.put(hash, header);
    // A Map iterates in order of insertion: the first was used longest ago.
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST_KEPT) break;
      this.kept.delete(oldest);
    }
  }

  private put(hash: ContentHash, header: DicomObject): void {
    this.kept.delete(hash);
    this.kept.set(hash, header);
  }
}
