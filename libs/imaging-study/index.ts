export { StoreInstances, type StoreInstancesCommand } from './application/store-instances.use-case';
export { CompleteStudy } from './application/complete-study.use-case';
export type { IncomingBytes, IncomingFailure, IncomingInstance } from './domain/incoming';
export { Quarantine, type QuarantinedObject, type QuarantinePage } from './domain/quarantine';
export { SendingRegistry, type Sender } from './domain/sending-registry';
export * from './domain/store-errors';
export { DicomStatus, type StoreOutcome, type StoreResult, type StoreSource } from './domain/store-outcome';
export type {
  StoredInstance,
  StoredPatient,
  StoredSeries,
  StoredStudy,
  StudyContents,
  StudyState,
} from './domain/stored-study';
export { Studies } from './domain/studies';
export * from './domain/study-errors';
export {
  INSTANCE_STORED,
  STUDY_COMPLETED,
  type InstanceStored,
  type StudyCompleted,
} from './domain/study-events';
export { openImportSource, type ImportSource } from './import/import-source';
export { defaultImportLimits, type ImportLimits } from './import/import-limits';
export { DimseModule } from './dimse.module';
export { DimseListener } from './dimse/dimse-listener';
export { ImagingStudyModule } from './imaging-study.module';
