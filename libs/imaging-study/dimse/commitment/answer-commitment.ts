import { Injectable } from '@nestjs/common';
import {
  DimseRefusal,
  type NormalizedAnswer,
  type NormalizedRequest,
  type ServedAssociation,
  Status,
} from '@wetread/dimse';
import { isUid } from '@wetread/kernel';
import { AcceptCommitment } from '../../application/commitment/accept-commitment.use-case';
import { AcceptReport } from '../../application/commitment/accept-report.use-case';
import {
  referencesOf,
  STORAGE_COMMITMENT,
  STORAGE_COMMITMENT_INSTANCE,
} from '../../application/commitment/commitment-report';
import { OpenRequesters } from '../../application/commitment/open-requesters';

const REQUEST_STORAGE_COMMITMENT = 1;

/** Storage Commitment Push Model (PS3.4 annex J): requests of peers as SCP, their reports to us as SCU. */
@Injectable()
export class AnswerCommitment {
  constructor(
    private readonly acceptCommitment: AcceptCommitment,
    private readonly acceptReport: AcceptReport,
    private readonly open: OpenRequesters,
  ) {}

  async requested(request: NormalizedRequest, association: ServedAssociation): Promise<NormalizedAnswer> {
    checkTarget(request);
    if (request.typeId !== REQUEST_STORAGE_COMMITMENT)
      throw new DimseRefusal(Status.noSuchAction, 'no such action of storage commitment');
    const transactionUid = request.information?.string('TransactionUID') ?? '';
    const referenced = request.information ? referencesOf(request.information) : [];
    if (!isUid(transactionUid) || referenced.length === 0)
      throw new DimseRefusal(Status.invalidArgumentValue, 'Transaction UID or references are missing');
    this.open.add(association);
    await this.acceptCommitment.execute({ aeTitle: association.callingAeTitle, transactionUid, referenced });
    return { dicomStatus: Status.success };
  }

  async reported(report: NormalizedRequest, association: ServedAssociation): Promise<NormalizedAnswer> {
    checkTarget(report);
    return this.acceptReport.execute(association.callingAeTitle, report.information);
  }

  closed(association: ServedAssociation): void {
    this.open.remove(association);
  }
}

function checkTarget({ sopClassUid, sopInstanceUid }: NormalizedRequest): void {
  if (sopClassUid !== STORAGE_COMMITMENT) throw new DimseRefusal(Status.noSuchSopClass, 'no such SOP class');
  if (sopInstanceUid !== STORAGE_COMMITMENT_INSTANCE)
    throw new DimseRefusal(Status.noSuchSopInstance, 'no such SOP instance');
}
