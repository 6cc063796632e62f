import { Injectable } from '@nestjs/common';
import type { DicomItem, NaturalDataset } from '@wetread/dicom';
import { openAssociation, queryContext } from '@wetread/dimse';
import type { QueryLevel } from '../../domain/query/attribute-levels';
import { QueryRetrieve } from './query-retrieve';
import { Peers } from './peers';

export interface FindAtPeerCommand {
  aeTitle: string;
  level: QueryLevel;
  /** Matching keys with their values, return keys with null. */
  keys: NaturalDataset;
  signal?: AbortSignal;
}

/** Searches at a peer (C-FIND); patient root at the level PATIENT, else study root. */
@Injectable()
export class FindAtPeer {
  constructor(private readonly peers: Peers) {}

  /**
   * Each match as it comes; leaving the loop early cancels the search.
   * @throws ApplicationEntityUnknown, ApplicationEntityOnlyCalls, DimseError
   */
  async *execute({ aeTitle, level, keys, signal }: FindAtPeerCommand): AsyncGenerator<DicomItem> {
    const sopClassUid = level === 'PATIENT' ? QueryRetrieve.patientRootFind : QueryRetrieve.studyRootFind;
    const peer = await this.peers.dimsePeer(aeTitle);
    const association = await openAssociation(peer, [queryContext(sopClassUid)], { signal });
    try {
      yield* association.find({ sopClassUid, identifier: { QueryRetrieveLevel: level, ...keys } });
      await association.release();
    } finally {
      association.abort();
    }
  }
}
