import { Injectable } from '@nestjs/common';
import type { AuditActor } from '@wetread/audit';
import { openAssociation, queryContext, type RetrieveResult, type SubOperations } from '@wetread/dimse';
import type { Expectation } from '../examine-instance';
import type { StoreResult, StoreSource } from '../../domain/store-outcome';
import { Peers } from './peers';
import { QueryRetrieve } from './query-retrieve';
import { retrievableContexts } from './retrievable-contexts';
import { retrieveIdentifier, type RetrieveKeys } from './retrieve-keys';
import { StoreReceived } from './store-received';

export interface GetFromPeerCommand extends RetrieveKeys {
  aeTitle: string;
  /** Where the instances are said to come from; the peer itself when left out. */
  source?: StoreSource;
  actor?: AuditActor;
  expectation?: Expectation;
  /** Asks the peer to stop (C-CANCEL); what has come is kept. */
  signal?: AbortSignal;
  onResult?: (result: StoreResult) => void;
  onProgress?: (progress: SubOperations) => void;
}

/** Retrieves a study from a peer over one association (C-GET), straight into the store. */
@Injectable()
export class GetFromPeer {
  constructor(
    private readonly peers: Peers,
    private readonly storeReceived: StoreReceived,
  ) {}

  /** @throws ApplicationEntityUnknown, ApplicationEntityOnlyCalls, DimseError */
  async execute(command: GetFromPeerCommand): Promise<RetrieveResult> {
    const { aeTitle, signal, onProgress, source, ...rest } = command;
    const sopClassUid = QueryRetrieve.studyRootGet;
    const peer = await this.peers.dimsePeer(aeTitle);
    const from = source ?? { kind: 'dimse' as const, peer: aeTitle };
    return this.storeReceived.during({ ...rest, source: from }, async (onStore) => {
      const contexts = [queryContext(sopClassUid), ...retrievableContexts()];
      const association = await openAssociation(peer, contexts, { onStore });
      try {
        const identifier = retrieveIdentifier(command);
        const result = await association.get({ sopClassUid, identifier, signal, onProgress });
        await association.release();
        return result;
      } finally {
        association.abort();
      }
    });
  }
}
