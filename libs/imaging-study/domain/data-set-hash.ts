import { createHash, type Hash } from 'node:crypto';
import { type DicomItem, type DicomObject, TransferSyntax } from '@wetread/dicom';
import type { ContentHash } from '@wetread/kernel';

const PADDED_WITH_SPACE = /^(AE|AS|CS|DA|DS|DT|IS|LO|LT|PN|SH|ST|TM|UC|UI|UR|UT)$/;
const DATA_SET_TRAILING_PADDING = 'FFFCFFFC';

/** Syntaxes whose values have the same bytes; they differ in how elements are framed or deflated. */
const LITTLE_ENDIAN: ReadonlySet<string> = new Set([
  TransferSyntax.ImplicitVrLittleEndian,
  TransferSyntax.ExplicitVrLittleEndian,
  TransferSyntax.DeflatedExplicitVrLittleEndian,
]);

/**
 * SHA-256 over tags and values of a data set, whatever frames them: file meta information, group lengths, trailing
 * padding and the lengths of sequences and items may change with every hop (PS3.5 sections 7.2, 7.5 and 7.1.1),
 * and a sender that writes them anew still sends the same object. Any other value makes another hash.
 */
export function dataSetHash(object: DicomObject): ContentHash {
  const hash = createHash('sha256');
  const { transferSyntaxUid } = object;
  hash.update(LITTLE_ENDIAN.has(transferSyntaxUid) ? 'little endian' : transferSyntaxUid);
  absorb(hash, object);
  return hash.digest('hex') as ContentHash;
}

function absorb(hash: Hash, item: DicomItem): void {
  for (const tag of item.tags) {
    if (tag.endsWith('0000') || tag === DATA_SET_TRAILING_PADDING) continue;
    if (item.isSequence(tag)) {
      const items = item.sequence(tag);
      hash.update(`${tag} SQ ${items.length} `);
      for (const one of items) absorb(hash, one);
      hash.update('end ');
    } else {
      const value = unpadded(item.bytes(tag) ?? new Uint8Array(), item.vr(tag));
      // The length keeps one value's end apart from the next one's tag.
      hash.update(`${tag} ${value.length} `).update(value);
    }
  }
}

/** Values have even lengths by padding (PS3.5 section 6.2); broken writers leave it out and others mend that. */
function unpadded(value: Uint8Array, vr: string): Uint8Array {
  const last = value.at(-1);
  if (PADDED_WITH_SPACE.test(vr)) return last === 0x20 || last === 0 ? value.subarray(0, -1) : value;
  return value.length % 2 === 0 ? value : Buffer.concat([value, Buffer.alloc(1)]);
}
