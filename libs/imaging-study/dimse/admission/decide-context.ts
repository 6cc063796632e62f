import { type ContextDecision, ContextResult, type ProposedRoleContext } from '@wetread/dimse';
import { isUid } from '@wetread/kernel';
import type { PeerRight } from '../../domain/peers/application-entity';
import { STORAGE_COMMITMENT } from '../../application/commitment/commitment-report';
import { grantMatching } from '../query/extended-matching';
import { identifierSyntax, isStorageClass, rightFor } from './service-classes';

const { accepted, userRejection, abstractSyntaxNotSupported, transferSyntaxesNotSupported } = ContextResult;

/** Accepts a presentation context when its class is served and the peer has the right to it. */
export function decideContext(context: ProposedRoleContext, rights: readonly PeerRight[]): ContextDecision {
  const { abstractSyntaxUid, transferSyntaxUids, peerWantsToBe } = context;
  if (isStorageClass(abstractSyntaxUid)) return decideStorage(context, rights);
  const right = rightFor(abstractSyntaxUid);
  if (right === null) return { result: abstractSyntaxNotSupported };
  if (!rights.includes(right)) return { result: userRejection };
  const transferSyntaxUid = identifierSyntax(transferSyntaxUids);
  if (transferSyntaxUid === undefined) return { result: transferSyntaxesNotSupported };
  // As SCP of storage commitment a peer reports what we have asked of it.
  const peerMayBe = abstractSyntaxUid === STORAGE_COMMITMENT ? peerWantsToBe : { scu: true, scp: false };
  const extended = right === 'query' && context.extended ? grantMatching(context.extended) : undefined;
  return { result: accepted, transferSyntaxUid, peerMayBe, extended };
}

/**
 * Bytes are kept as they come, so each syntax is as good as any, and an SCU puts first what needs no conversion on its
 * side. A peer that wants to receive by C-GET gets the uncompressed syntax that it takes, since the stored one is not
 * yet known.
 */
function decideStorage(
  { transferSyntaxUids, peerWantsToBe }: ProposedRoleContext,
  rights: readonly PeerRight[],
): ContextDecision {
  const scu = peerWantsToBe.scu && rights.includes('store');
  const scp = peerWantsToBe.scp && rights.includes('retrieve');
  if (!scu && !scp) return { result: userRejection };
  const proposed = transferSyntaxUids.filter(isUid);
  const transferSyntaxUid = scp ? (identifierSyntax(proposed) ?? proposed[0]) : proposed[0];
  if (transferSyntaxUid === undefined) return { result: transferSyntaxesNotSupported };
  return { result: accepted, transferSyntaxUid, peerMayBe: { scu, scp } };
}
