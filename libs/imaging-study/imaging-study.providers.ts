import type { Provider } from '@nestjs/common';
import { CompleteStudy } from './application/complete-study.use-case';
import { CompletionRecord } from './application/completion-record';
import { CompletionWatch } from './application/completion-watch';
import { ExamineInstance } from './application/examine-instance';
import { FileInstances } from './application/file-instances';
import { FinishSending } from './application/finish-sending';
import { PlaceInstances } from './application/place-instances';
import { ReadFrame } from './application/read-frame.use-case';
import { RearmReceivingStudies } from './application/rearm-receiving-studies';
import { RecordViewing } from './application/record-viewing.use-case';
import { StoreInstances } from './application/store-instances.use-case';
import { StoreLedger } from './application/store-ledger';
import { InstanceRegister } from './domain/instance-register';
import { Quarantine } from './domain/quarantine';
import { SendingRegistry } from './domain/sending-registry';
import { Studies } from './domain/studies';
import { DatabaseSendingRegistry } from './infrastructure/database-sending-registry';
import { InstanceRegisterRepository } from './infrastructure/instance-register.repository';
import { QuarantineRepository } from './infrastructure/quarantine.repository';
import { StudiesRepository } from './infrastructure/studies.repository';
import { InstanceStoredHandler } from './jobs/instance-stored.handler';

/** All of the room but its HTTP routes. */
export const imagingStudyProviders: Provider[] = [
  { provide: InstanceRegister, useClass: InstanceRegisterRepository },
  { provide: Quarantine, useClass: QuarantineRepository },
  { provide: SendingRegistry, useClass: DatabaseSendingRegistry },
  { provide: Studies, useClass: StudiesRepository },
  CompleteStudy,
  CompletionRecord,
  CompletionWatch,
  ExamineInstance,
  FileInstances,
  FinishSending,
  InstanceStoredHandler,
  PlaceInstances,
  ReadFrame,
  RearmReceivingStudies,
  RecordViewing,
  StoreInstances,
  StoreLedger,
];
