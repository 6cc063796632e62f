import { Injectable } from '@nestjs/common';
import { openAssociation, queryContext, type RetrieveResult, type SubOperations } from '@wetread/dimse';
import { AppConfig } from '@wetread/platform';
import { Peers } from './peers';
import { QueryRetrieve } from './query-retrieve';
import { retrieveIdentifier, type RetrieveKeys } from './retrieve-keys';

export interface MoveFromPeerCommand extends RetrieveKeys {
  aeTitle: string;
  /** Whom the peer shall send to; we ourselves when left out. The peer must know the title. */
  destination?: string;
  signal?: AbortSignal;
  onProgress?: (progress: SubOperations) => void;
}

/** Has a peer send a study to our listener, or to another (C-MOVE). */
@Injectable()
export class MoveFromPeer {
  constructor(
    private readonly peers: Peers,
    private readonly config: AppConfig,
  ) {}

  /** @throws ApplicationEntityUnknown, ApplicationEntityOnlyCalls, DimseError */
  async execute({
    aeTitle,
    destination,
    signal,
    onProgress,
    ...keys
  }: MoveFromPeerCommand): Promise<RetrieveResult> {
    const sopClassUid = QueryRetrieve.studyRootMove;
    const peer = await this.peers.dimsePeer(aeTitle);
    const association = await openAssociation(peer, [queryContext(sopClassUid)]);
    try {
      const result = await association.move({
        sopClassUid,
        identifier: retrieveIdentifier(keys),
        destination: destination ?? this.config.dimse.aeTitle,
        signal,
        onProgress,
      });
      await association.release();
      return result;
    } finally {
      association.abort();
    }
  }
}
