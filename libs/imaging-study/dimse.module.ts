import { Module } from '@nestjs/common';
import { AdmitPeers } from './dimse/admission/admit-peers';
import { ContactLog } from './dimse/admission/contact-log';
import { AnswerCommitment } from './dimse/commitment/answer-commitment';
import { DimseGateway } from './dimse/dimse-gateway';
import { DimseListener } from './dimse/dimse-listener';
import { AnswerFind } from './dimse/query/answer-find';
import { AnswerRetrieve } from './dimse/retrieve/answer-retrieve';
import { RetrieveScope } from './dimse/retrieve/retrieve-scope';
import { AnswerStore } from './dimse/storage/answer-store';
import { ImagingStudyModule } from './imaging-study.module';

export const dimseProviders = [
  AdmitPeers,
  AnswerCommitment,
  AnswerFind,
  AnswerRetrieve,
  AnswerStore,
  ContactLog,
  DimseGateway,
  DimseListener,
  RetrieveScope,
];

/** The DIMSE gateway: what DICOM peers may ask of us. Import it in the one process that owns the port. */
@Module({
  imports: [ImagingStudyModule],
  providers: dimseProviders,
  exports: [DimseListener],
})
export class DimseModule {}
