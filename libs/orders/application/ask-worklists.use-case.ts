import { Injectable } from '@nestjs/common';
import { type StoredPatient, Studies } from '@wetread/imaging-study';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { Orders } from '../domain/orders';
import { ModalityWorklists } from '../worklist/modality-worklists';
import type { WorklistEntry } from '../worklist/worklist-entry';
import { RecordOrder } from './record-order';

/**
 * A study that came without an order: modality worklists are asked by its accession number. Safe to repeat: a study
 * whose order is known is asked about no more.
 */
@Injectable()
export class AskWorklists {
  constructor(
    private readonly studies: Studies,
    private readonly orders: Orders,
    private readonly worklists: ModalityWorklists,
    private readonly recordOrder: RecordOrder,
    private readonly database: Database,
  ) {}

  async execute(studyInstanceUid: StudyInstanceUid): Promise<'known' | 'found' | 'unknown'> {
    const study = await this.studies.find(studyInstanceUid);
    if (!study?.accessionNumber || !study.patient.patientId) return 'unknown';
    if (await this.orders.forStudy(studyInstanceUid)) return 'known';
    const { patient } = study;
    const found = await this.worklists.find(study.accessionNumber, (entry) => isOf(entry, patient));
    if (!found) return 'unknown';
    const source = { kind: 'mwl' as const, peer: found.source };
    await this.database.transaction(async () => {
      for (const { order } of found.entries) await this.recordOrder.execute(order, patient.id, source);
    });
    return 'found';
  }
}

/** An accession number is not enough: the entry must be this patient's. */
const isOf = ({ patientId, issuer }: WorklistEntry, patient: StoredPatient): boolean =>
  patientId === patient.patientId &&
  (issuer === null || patient.issuerOfPatientId === null || issuer === patient.issuerOfPatientId);
