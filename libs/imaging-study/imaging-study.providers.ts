import { join } from 'node:path';
import type { Provider } from '@nestjs/common';
import { AppConfig, Logger, ProcessLocks } from '@wetread/platform';
import { CompareDataSets } from './application/compare-data-sets';
import { CompleteStudy } from './application/complete-study.use-case';
import { CheckStudyConformance } from './application/conformance/check-study-conformance.use-case';
import { CompletionRecord } from './application/completion-record';
import { CompletionWatch } from './application/completion-watch';
import { ExamineInstance } from './application/examine-instance';
import { FileInstances } from './application/file-instances';
import { FinishSending } from './application/finish-sending';
import { GroupCommit } from './application/group-commit';
import { AcknowledgeEarly } from './application/intake/acknowledge-early';
import { IntakeJournal } from './application/intake/intake-journal';
import { JournalProgress } from './application/intake/journal-progress';
import { RecentStudies } from './application/intake/recent-studies';
import { ReplayIntake } from './application/intake/replay-intake';
import { TakenUids } from './application/intake/taken-uids';
import { FollowSurvivor } from './application/identity/follow-survivor';
import { MergePatients } from './application/identity/merge-patients.use-case';
import { NoteIdentity } from './application/identity/note-identity';
import { ReconcileIdentity } from './application/identity/reconcile-identity';
import { RetellStudies } from './application/identity/retell-studies';
import { SettleIdentityNote } from './application/identity/settle-identity-note.use-case';
import { UpdatePatient } from './application/identity/update-patient.use-case';
import { ReleaseFromQuarantine } from './application/quarantine/release-from-quarantine';
import { RetryQuarantined } from './application/quarantine/retry-quarantined.use-case';
import { PlaceInstances } from './application/place-instances';
import { ReadFrame } from './application/read-frame.use-case';
import { ReceiveBody } from './application/receive-body';
import { RearmReceivingStudies } from './application/rearm-receiving-studies';
import { RecordViewing } from './application/record-viewing.use-case';
import { DeleteObjects } from './application/query/delete-objects.use-case';
import { DeletionLedger } from './application/query/deletion-ledger';
import { PurgeDeleted } from './application/query/purge-deleted.use-case';
import { ForgetOrphans } from './application/query/forget-orphans';
import { RetentionTime } from './application/query/retention-time';
import { RetrieveObjects } from './application/query/retrieve-objects.use-case';
import { SearchStudies } from './application/query/search-studies';
import { StoreInstances } from './application/store-instances.use-case';
import { StoreLedger } from './application/store-ledger';
import { ConformanceChecks } from './domain/conformance/study-conformance';
import { IdentityNotes } from './domain/identity/identity-note';
import { IdentityReview } from './domain/identity/identity-review';
import { PatientRegistry } from './domain/identity/patient-registry';
import { InstanceRegister } from './domain/instance-register';
import { IntakeProgress } from './domain/intake-progress';
import { Quarantine } from './domain/quarantine';
import { SendingRegistry } from './domain/sending-registry';
import { AttributeSearch } from './domain/query/attribute-search';
import { ObjectDeletion } from './domain/query/object-deletion';
import { QueryIndex } from './domain/query/query-index';
import { StoredObjects } from './domain/query/stored-objects';
import { Studies } from './domain/studies';
import { StudyIntake } from './domain/study-intake';
import { ConformanceRepository } from './infrastructure/conformance/conformance.repository';
import { DatabaseSendingRegistry } from './infrastructure/database-sending-registry';
import { IdentityNotesRepository } from './infrastructure/identity/identity-notes.repository';
import { IdentityReviewRepository } from './infrastructure/identity/identity-review.repository';
import { PatientRegistryRepository } from './infrastructure/identity/patient-registry.repository';
import { InstanceRegisterRepository } from './infrastructure/instance-register.repository';
import { FileIntakeJournal } from './infrastructure/intake/file-intake-journal';
import { IntakeProgressRepository } from './infrastructure/intake/intake-progress.repository';
import { QuarantineRepository } from './infrastructure/quarantine.repository';
import { AttributeSearchRepository } from './infrastructure/query/attribute-search.repository';
import { ObjectDeletionRepository } from './infrastructure/query/object-deletion.repository';
import { QueryIndexRepository } from './infrastructure/query/query-index.repository';
import { PixelThreads } from './infrastructure/pixels/pixel-threads';
import { StoredObjectsRepository } from './infrastructure/query/stored-objects.repository';
import { StudiesRepository } from './infrastructure/studies.repository';
import { StudyIntakeRepository } from './infrastructure/study-intake.repository';
import { CheckConformanceHandler } from './jobs/check-conformance.handler';
import { IndexNames } from './application/query/index-names';
import { InstanceStoredHandler } from './jobs/instance-stored.handler';
import { ObjectsDeletedHandler } from './jobs/objects-deleted.handler';
import { StudyHolds } from './domain/study-holds';

import { peersProviders } from './peers.providers';

/** All of the room but its HTTP routes. */
export const imagingStudyProviders: Provider[] = [
  ...peersProviders,
  { provide: ConformanceChecks, useClass: ConformanceRepository },
  { provide: IdentityNotes, useClass: IdentityNotesRepository },
  { provide: IdentityReview, useClass: IdentityReviewRepository },
  { provide: PatientRegistry, useClass: PatientRegistryRepository },
  { provide: InstanceRegister, useClass: InstanceRegisterRepository },
  {
    provide: IntakeJournal,
    useFactory: ({ dataDir }: AppConfig, locks: ProcessLocks, logger: Logger) =>
      new FileIntakeJournal(join(dataDir, 'intake'), locks, logger),
    inject: [AppConfig, ProcessLocks, Logger],
  },
  { provide: IntakeProgress, useClass: IntakeProgressRepository },
  { provide: AttributeSearch, useClass: AttributeSearchRepository },
  { provide: Quarantine, useClass: QuarantineRepository },
  { provide: ObjectDeletion, useClass: ObjectDeletionRepository },
  { provide: QueryIndex, useClass: QueryIndexRepository },
  { provide: SendingRegistry, useClass: DatabaseSendingRegistry },
  { provide: StoredObjects, useClass: StoredObjectsRepository },
  { provide: Studies, useClass: StudiesRepository },
  { provide: StudyIntake, useClass: StudyIntakeRepository },
  AcknowledgeEarly,
  CheckConformanceHandler,
  CheckStudyConformance,
  CompareDataSets,
  CompleteStudy,
  CompletionRecord,
  CompletionWatch,
  ExamineInstance,
  FileInstances,
  FinishSending,
  FollowSurvivor,
  GroupCommit,
  IndexNames,
  InstanceStoredHandler,
  JournalProgress,
  MergePatients,
  NoteIdentity,
  PlaceInstances,
  ReadFrame,
  RearmReceivingStudies,
  ReceiveBody,
  RecentStudies,
  ReconcileIdentity,
  RecordViewing,
  ReplayIntake,
  RetellStudies,
  DeleteObjects,
  DeletionLedger,
  ObjectsDeletedHandler,
  PixelThreads,
  ForgetOrphans,
  PurgeDeleted,
  ReleaseFromQuarantine,
  RetentionTime,
  RetrieveObjects,
  RetryQuarantined,
  StudyHolds,
  SearchStudies,
  SettleIdentityNote,
  StoreInstances,
  StoreLedger,
  TakenUids,
  UpdatePatient,
];
