import { implementationClassUid, implementationVersionName } from '@wetread/dicom';
import type { AcceptedContext } from '../association/accepted-context';
import { messageLimits, OUR_MAXIMUM_LENGTH } from '../association/limits';
import { MessageExchange } from '../association/message-exchange';
import { defaultTimeouts, type DimseTimeouts } from '../association/timeouts';
import {
  AssociationAborted,
  AssociationRejected,
  ConnectionLost,
  type DimseError,
  ProtocolBroken,
} from '../dimse-error';
import {
  APPLICATION_CONTEXT,
  type AssociateAccept,
  type AssociateRequest,
  ContextResult,
  type ControlPdu,
} from '../pdu/pdu';
import { connectTo } from '../transport/connect';
import type { TlsClient } from '../transport/tls';
import { UpperLayer, type UpperLayerUser } from '../transport/upper-layer';
import { answerPeer, type PeerRequests } from './answer-peer';
import { ClientAssociation } from './client-association';
import { MOST_CONTEXTS, type ProposedContext } from './proposed-contexts';

/** An application entity to talk to. */
export interface DimsePeer {
  host: string;
  port: number;
  calledAeTitle: string;
  callingAeTitle: string;
  tls?: TlsClient | null;
  timeouts?: Partial<DimseTimeouts>;
}

export interface OpenOptions extends PeerRequests {
  /** Ends the association with an A-ABORT, whenever it comes. */
  signal?: AbortSignal;
  /** Largest data set that `onStore` takes. */
  dataSetBytes?: number;
}

const DEFAULT_DATA_SET_BYTES = 4 * 1024 ** 3;

/**
 * Opens an association (PS3.8 section 7.1).
 * @throws PeerUnreachable, AssociationRejected, PeerAborted, PeerSilent, ConnectionLost, ProtocolBroken; the signal's
 * reason when it is aborted before
 */
export async function openAssociation(
  peer: DimsePeer,
  contexts: readonly ProposedContext[],
  options: OpenOptions = {},
): Promise<ClientAssociation> {
  if (contexts.length === 0 || contexts.length > MOST_CONTEXTS)
    throw new RangeError('an association has 1 to 128 presentation contexts');
  const timeouts = { ...defaultTimeouts, ...peer.timeouts };
  const request = associateRequest(peer, contexts);
  const socket = await connectTo(peer, timeouts.connectMs, options.signal);
  return new Promise((resolve, reject) => {
    const requestor = new Requestor(request, timeouts, options, resolve, reject);
    const upperLayer = new UpperLayer(socket, timeouts, requestor);
    requestor.start(upperLayer);
  });
}

function associateRequest(peer: DimsePeer, contexts: readonly ProposedContext[]): AssociateRequest {
  return {
    type: 'A-ASSOCIATE-RQ',
    protocolVersion: 1,
    calledAeTitle: peer.calledAeTitle,
    callingAeTitle: peer.callingAeTitle,
    applicationContext: APPLICATION_CONTEXT,
    contexts: contexts.map(({ abstractSyntaxUid, transferSyntaxUids }, index) => ({
      id: 2 * index + 1,
      abstractSyntaxUid,
      transferSyntaxUids: [...transferSyntaxUids],
    })),
    user: {
      maximumLength: OUR_MAXIMUM_LENGTH,
      implementationClassUid,
      implementationVersionName,
      asynchronousOperations: null,
      roles: rolesOf(contexts),
      extended: [],
      userIdentity: null,
    },
  };
}

/** One role item a class (PS3.7 section D.3.3.4). */
function rolesOf(contexts: readonly ProposedContext[]) {
  const roles = new Map(
    contexts.flatMap(({ abstractSyntaxUid, role }) => (role ? [[abstractSyntaxUid, role]] : [])),
  );
  return [...roles].map(([sopClassUid, role]) => ({ sopClassUid, ...role }));
}

/** The requestor's side of one association, from the request to the end. */
class Requestor implements UpperLayerUser {
  private upperLayer!: UpperLayer;
  private exchange: MessageExchange | null = null;
  private association: ClientAssociation | null = null;
  private stopListening: () => void = () => undefined;
  /** What the peer has asked and we have not yet answered. */
  private answers: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly request: AssociateRequest,
    private readonly timeouts: DimseTimeouts,
    private readonly options: OpenOptions,
    private readonly resolve: (association: ClientAssociation) => void,
    private readonly reject: (error: unknown) => void,
  ) {}

  start(upperLayer: UpperLayer): void {
    this.upperLayer = upperLayer;
    const { signal } = this.options;
    const abort = (): void =>
      upperLayer.abort(new AssociationAborted('a signal said so', { cause: signal?.reason }));
    signal?.addEventListener('abort', abort, { once: true });
    this.stopListening = () => signal?.removeEventListener('abort', abort);
    void upperLayer.run();
    upperLayer.sendControl(this.request);
    if (signal?.aborted) abort();
  }

  control(pdu: ControlPdu): void {
    if (pdu.type === 'A-ASSOCIATE-AC' && !this.association) return this.accepted(pdu);
    if (pdu.type === 'A-ASSOCIATE-RJ' && !this.association) {
      this.reject(new AssociationRejected(pdu.result, pdu.source, pdu.reason));
      return this.upperLayer.finish();
    }
    if (pdu.type === 'A-RELEASE-RP' && this.association) return this.upperLayer.finish();
    // A peer that wants to go as well is let go, also when both ask at once (PS3.8 section 7.2.2.7).
    if (pdu.type === 'A-RELEASE-RQ' && this.association)
      return this.upperLayer.finish({ type: 'A-RELEASE-RP' });
    throw new ProtocolBroken(`an unexpected ${pdu.type}`, 2);
  }

  fragment(fragment: Parameters<MessageExchange['take']>[0]): Promise<void> | undefined {
    return this.exchange?.take(fragment);
  }

  mayBeSilent(): boolean {
    return !this.exchange?.isInsideMessage;
  }

  ended(error: DimseError | null): void {
    this.stopListening();
    this.exchange?.end(error ?? new ConnectionLost());
    this.association?.markEndedWith(error);
    this.reject(error ?? new ConnectionLost());
  }

  private accepted(pdu: AssociateAccept): void {
    const contexts = acceptedContexts(this.request, pdu);
    this.upperLayer.establish();
    const exchange: MessageExchange = new MessageExchange({
      contexts,
      peerMaximumLength: pdu.user.maximumLength,
      limits: messageLimits(this.options.dataSetBytes ?? DEFAULT_DATA_SET_BYTES),
      send: (pieces) => this.upperLayer.send(pieces),
      onRequest: (message, context) => {
        const answered = answerPeer(exchange, message, context, this.options);
        this.answers = Promise.all([this.answers, answered]);
        return undefined;
      },
      onBroken: (error) => this.upperLayer.abort(error),
      messageMs: this.timeouts.messageMs,
    });
    this.exchange = exchange;
    const answered = (): Promise<unknown> => this.answers;
    this.association = new ClientAssociation(this.upperLayer, exchange, contexts, this.timeouts, answered);
    this.resolve(this.association);
  }
}

/** Roles that were not proposed, or not answered, are the requestor's SCU and the acceptor's SCP (PS3.7 section D.3.3.4). */
function acceptedContexts(request: AssociateRequest, accept: AssociateAccept): AcceptedContext[] {
  return request.contexts.flatMap(({ id, abstractSyntaxUid, transferSyntaxUids }) => {
    const answer = accept.contexts.find((context) => context.id === id);
    if (!answer || answer.result !== ContextResult.accepted) return [];
    if (!transferSyntaxUids.includes(answer.transferSyntaxUid)) return [];
    const ofClass = ({ sopClassUid }: { sopClassUid: string }): boolean => sopClassUid === abstractSyntaxUid;
    const proposed = request.user.roles.find(ofClass);
    const answered = proposed && accept.user.roles.find(ofClass);
    const weMayBe = answered
      ? { scu: proposed.scu && answered.scu, scp: proposed.scp && answered.scp }
      : { scu: true, scp: false };
    const { transferSyntaxUid } = answer;
    return [{ id, abstractSyntaxUid, transferSyntaxUid, weMayBe, extended: null }];
  });
}
