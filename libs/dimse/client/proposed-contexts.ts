import { TransferSyntax } from '@wetread/dicom';

/** What a requestor proposes for one SOP class. */
export interface ProposedContext {
  abstractSyntaxUid: string;
  transferSyntaxUids: readonly string[];
  /** SCP role for C-GET, and for storage commitment reports on an association of the SCP (PS3.7 section D.3.3.4). */
  role?: { scu: boolean; scp: boolean };
}

/** PS3.8 section 9.3.2.2: IDs are odd numbers up to 255. */
export const MOST_CONTEXTS = 128;

const uncompressed = [TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian];

/** One context of a class that carries identifiers, not images. */
export const queryContext = (abstractSyntaxUid: string): ProposedContext => ({
  abstractSyntaxUid,
  transferSyntaxUids: uncompressed,
});

/**
 * Contexts to send these instances: each class in each syntax that occurs, so that the peer may take one and refuse
 * another, and once uncompressed, for what must be transcoded. The kinds that do not fit 128 contexts are left out, the
 * fall-backs first.
 */
export function storageContexts(
  kinds: Iterable<{ sopClassUid: string; transferSyntaxUid: string }>,
): ProposedContext[] {
  const exact = new Map<string, ProposedContext>();
  const fallBack = new Map<string, ProposedContext>();
  for (const { sopClassUid, transferSyntaxUid } of kinds) {
    const context = { abstractSyntaxUid: sopClassUid, transferSyntaxUids: [transferSyntaxUid] };
    exact.set(`${sopClassUid} ${transferSyntaxUid}`, context);
    fallBack.set(sopClassUid, queryContext(sopClassUid));
  }
  return [...exact.values(), ...fallBack.values()].slice(0, MOST_CONTEXTS);
}
