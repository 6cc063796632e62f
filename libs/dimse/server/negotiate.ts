import { implementationClassUid, implementationVersionName } from '@wetread/dicom';
import type { AcceptedContext } from '../association/accepted-context';
import { OUR_MAXIMUM_LENGTH } from '../association/limits';
import {
  APPLICATION_CONTEXT,
  type AssociateAccept,
  type AssociateRequest,
  type ContextAnswer,
  ContextResult,
} from '../pdu/pdu';
import { Rejected, type Rejection } from '../pdu/reasons';
import type { ExtendedNegotiation, RoleSelection } from '../pdu/user-information';
import type { ContextDecision, ProposedRoleContext } from './dimse-service';

const IMPLICIT_VR_LITTLE_ENDIAN = '1.2.840.10008.1.2';

/** What makes a request unacceptable before anyone is asked (PS3.8 section 9.3.4), else null. */
export function flawOf({ protocolVersion, applicationContext }: AssociateRequest): Rejection | null {
  if ((protocolVersion & 1) === 0) return Rejected.protocolVersionNotSupported;
  if (applicationContext !== APPLICATION_CONTEXT) return Rejected.applicationContextNotSupported;
  return null;
}

/** The proposals with the roles that go with them. */
export const proposalsOf = ({ contexts, user }: AssociateRequest): ProposedRoleContext[] =>
  contexts.map((context) => {
    const role = user.roles.find(({ sopClassUid }) => sopClassUid === context.abstractSyntaxUid);
    const peerWantsToBe = role ? { scu: role.scu, scp: role.scp } : { scu: true, scp: false };
    const asked = user.extended.find(({ sopClassUid }) => sopClassUid === context.abstractSyntaxUid);
    return { ...context, peerWantsToBe, extended: asked?.information ?? null };
  });

/** The A-ASSOCIATE-AC for these decisions, and what has been agreed on. */
export function acceptance(
  request: AssociateRequest,
  decide: (context: ProposedRoleContext) => ContextDecision,
): { accept: AssociateAccept; contexts: AcceptedContext[] } {
  const answers: ContextAnswer[] = [];
  const contexts: AcceptedContext[] = [];
  const roles = new Map<string, RoleSelection>();
  const granted = new Map<string, ExtendedNegotiation>();
  for (const proposal of proposalsOf(request)) {
    const { id, abstractSyntaxUid } = proposal;
    const decision = decide(proposal);
    if (decision.result !== ContextResult.accepted) {
      answers.push({ id, result: decision.result, transferSyntaxUid: IMPLICIT_VR_LITTLE_ENDIAN });
      continue;
    }
    const { transferSyntaxUid, peerMayBe = { scu: true, scp: false } } = decision;
    const extended = proposal.extended ? (decision.extended ?? null) : null;
    answers.push({ id, result: decision.result, transferSyntaxUid });
    contexts.push({
      id,
      abstractSyntaxUid,
      transferSyntaxUid,
      weMayBe: { scu: peerMayBe.scp, scp: peerMayBe.scu },
      extended,
    });
    if (extended)
      granted.set(abstractSyntaxUid, { sopClassUid: abstractSyntaxUid, information: Buffer.from(extended) });
    roles.set(abstractSyntaxUid, { sopClassUid: abstractSyntaxUid, ...peerMayBe });
  }
  // Only a proposed role is answered (PS3.7 section D.3.3.4.2).
  const answered = request.user.roles.flatMap(({ sopClassUid }) => roles.get(sopClassUid) ?? []);
  return { accept: accept(request, answers, answered, [...granted.values()]), contexts };
}

const accept = (
  { calledAeTitle, callingAeTitle }: AssociateRequest,
  contexts: ContextAnswer[],
  roles: RoleSelection[],
  extended: ExtendedNegotiation[],
): AssociateAccept => ({
  type: 'A-ASSOCIATE-AC',
  protocolVersion: 1,
  calledAeTitle,
  callingAeTitle,
  applicationContext: APPLICATION_CONTEXT,
  contexts,
  user: {
    maximumLength: OUR_MAXIMUM_LENGTH,
    implementationClassUid,
    implementationVersionName,
    // One operation at a time: absent is 1 and 1.
    asynchronousOperations: null,
    roles,
    extended,
    userIdentity: null,
  },
});
