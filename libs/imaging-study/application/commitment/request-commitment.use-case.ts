import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { newUid } from '@wetread/dicom';
import { type DimsePeer, openAssociation, queryContext, RequestFailed } from '@wetread/dimse';
import { DomainError } from '@wetread/kernel';
import { type SopReference, StorageCommitments } from '../../domain/commitment/storage-commitment';
import { Peers } from '../peers/peers';
import { AcceptReport } from './accept-report.use-case';
import { CommitmentLedger } from './commitment-ledger';
import { referenceItem, STORAGE_COMMITMENT, STORAGE_COMMITMENT_INSTANCE } from './commitment-report';

const REQUEST = 1;
/** How long we stay on the line for a peer that reports over the same association. */
const STAY_MS = 2_000;

export interface RequestCommitmentCommand {
  aeTitle: string;
  instances: readonly SopReference[];
  signal?: AbortSignal;
}

/**
 * Asks a peer to answer for instances that we sent it (PS3.4 annex J, N-ACTION). Its answer comes when it comes: over
 * this association or to our listener; `storage-commitment.reported` tells of it, and also when none has come within
 * a day.
 */
@Injectable()
export class RequestCommitment {
  constructor(
    private readonly peers: Peers,
    private readonly commitments: StorageCommitments,
    private readonly acceptReport: AcceptReport,
    private readonly ledger: CommitmentLedger,
  ) {}

  /**
   * The id under which {@link StorageCommitments} keeps the transaction.
   * @throws ApplicationEntityUnknown, ApplicationEntityOnlyCalls, DimseError
   */
  async execute({ aeTitle, instances, signal }: RequestCommitmentCommand): Promise<string> {
    const peer = await this.peers.dimsePeer(aeTitle);
    const transactionUid = newUid();
    const id = await this.ledger.asked({ aeTitle, transactionUid, referenced: instances });
    try {
      await this.ask(peer, transactionUid, instances, signal);
      return id;
    } catch (error) {
      const commitment = await this.commitments.find(id);
      const code = error instanceof DomainError ? error.code : 'commitment.not-asked';
      if (commitment?.state === 'waiting') await this.ledger.notAsked(commitment, code);
      throw error;
    }
  }

  private async ask(
    peer: DimsePeer,
    transactionUid: string,
    instances: readonly SopReference[],
    signal?: AbortSignal,
  ): Promise<void> {
    const heard = new AbortController();
    const association = await openAssociation(peer, [queryContext(STORAGE_COMMITMENT)], {
      signal,
      onEventReport: async (told) => {
        const answer = await this.acceptReport.execute(peer.calledAeTitle, told.information);
        heard.abort();
        return answer;
      },
    });
    try {
      const { status } = await association.nAction({
        sopClassUid: STORAGE_COMMITMENT,
        sopInstanceUid: STORAGE_COMMITMENT_INSTANCE,
        typeId: REQUEST,
        information: { TransactionUID: transactionUid, ReferencedSOPSequence: instances.map(referenceItem) },
      });
      if (status.class === 'failure') throw new RequestFailed(status.code, status.comment);
      await setTimeout(STAY_MS, undefined, { signal: heard.signal }).catch(() => undefined);
      await association.release();
    } finally {
      association.abort();
    }
  }
}
