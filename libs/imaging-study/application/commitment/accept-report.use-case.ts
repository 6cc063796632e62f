import { Injectable } from '@nestjs/common';
import type { DicomItem } from '@wetread/dicom';
import { type DimseAnswer, Status } from '@wetread/dimse';
import { StorageCommitments } from '../../domain/commitment/storage-commitment';
import { CommitmentLedger } from './commitment-ledger';
import { failuresOf } from './commitment-report';

/**
 * Takes down what a peer says of a storage commitment that we asked for, however late. Saying it twice changes nothing.
 */
@Injectable()
export class AcceptReport {
  constructor(
    private readonly commitments: StorageCommitments,
    private readonly ledger: CommitmentLedger,
  ) {}

  async execute(aeTitle: string, information: DicomItem | null): Promise<DimseAnswer> {
    const transactionUid = information?.string('TransactionUID') ?? '';
    const commitment = await this.commitments.byTransaction('asked-by-us', aeTitle, transactionUid);
    if (!commitment || !information)
      return { dicomStatus: Status.invalidArgumentValue, comment: 'no such transaction was asked for' };
    if (commitment.state !== 'answered') await this.ledger.answered(commitment, failuresOf(information));
    return { dicomStatus: Status.success };
  }
}
