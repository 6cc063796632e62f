export { StoreInstances, type StoreInstancesCommand } from './application/store-instances.use-case';
export { CompleteStudy } from './application/complete-study.use-case';
export { RecordViewing } from './application/record-viewing.use-case';
export type { IncomingBytes, IncomingFailure, IncomingInstance } from './domain/incoming';
export { MergePatients, type MergePatientsCommand } from './application/identity/merge-patients.use-case';
export { UpdatePatient, type UpdatePatientCommand } from './application/identity/update-patient.use-case';
export type { Demographics } from './domain/identity/demographics';
export { type ClaimedPatient, maybeSamePatient } from './domain/identity/same-patient';
export * from './domain/identity/identity-errors';
export type { PatientIdentity } from './domain/identity/patient-identity';
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
export { StudyIntake } from './domain/study-intake';
export * from './domain/study-errors';
export {
  INSTANCE_STORED,
  STUDY_COMPLETED,
  type InstanceStored,
  type StudyCompleted,
} from './domain/study-events';
export { openImportSource, type ImportSource } from './import/import-source';
export { defaultImportLimits, type ImportLimits } from './import/import-limits';
export { stowPayload } from './http/stow-payload';
export { acceptablesOf, covers } from './http/dicomweb/accept';
export type { Resource } from './http/dicomweb/capabilities';
export { DicomWebResources } from './http/dicomweb/dicom-web-resources';
export { nativeDicomModel } from './http/dicomweb/dicom-xml';
export { notAcceptable } from './http/dicomweb/dicomweb-errors';
export { NativeModelUnreadable, readNativeDicomModel } from './http/dicomweb/native-dicom-model';
export { retrieveUrls } from './http/dicomweb/retrieve-url';
export { resultFormat, sendResults } from './http/dicomweb/search-response';
export type { Expectation } from './application/examine-instance';
export { DimseModule } from './dimse.module';
export { DimseListener } from './dimse/dimse-listener';
export { ImagingStudyModule } from './imaging-study.module';
export { SearchStudies, type SearchResults } from './application/query/search-studies';
export type { AttributeMatch, AttributeQuery, Criterion } from './domain/query/attribute-query';
export { attributesOfLevel, queryLevels, type QueryLevel } from './domain/query/attribute-levels';
export { servedSopClasses } from './dimse/admission/service-classes';
export { grantedMatching } from './dimse/query/extended-matching';
export { queryFromIdentifier } from './domain/query/query-from-identifier';
export { QueryIndex } from './domain/query/query-index';
export * from './domain/query/query-errors';
export {
  StoredObjects,
  type BulkData,
  type ObjectScope,
  type StoredObject,
} from './domain/query/stored-objects';
export { matchesJson } from './domain/query/matches-json';
export { searchFromParameters } from './domain/query/query-from-parameters';
export {
  RequestCommitment,
  type RequestCommitmentCommand,
} from './application/commitment/request-commitment.use-case';
export { EchoPeer } from './application/peers/echo-peer.use-case';
export { FindAtPeer, type FindAtPeerCommand } from './application/peers/find-at-peer.use-case';
export { GetFromPeer, type GetFromPeerCommand } from './application/peers/get-from-peer.use-case';
export { MoveFromPeer, type MoveFromPeerCommand } from './application/peers/move-from-peer.use-case';
export { Peers } from './application/peers/peers';
export { incomingOf, StoreReceived } from './application/peers/store-received';
export { RemoveApplicationEntity } from './application/peers/remove-application-entity.use-case';
export { SaveApplicationEntity } from './application/peers/save-application-entity.use-case';
export { SendToPeer, type SendToPeerCommand } from './application/peers/send-to-peer.use-case';
export { COMMITMENT_REPORTED, type CommitmentEvent } from './domain/commitment/commitment-events';
export { type StorageCommitment, StorageCommitments } from './domain/commitment/storage-commitment';
export { ApplicationEntities } from './domain/peers/application-entities';
export {
  type ApplicationEntity,
  peerRights,
  mayCallFrom,
  type PeerRight,
  type PeerTls,
} from './domain/peers/application-entity';
export { PeerContacts } from './domain/peers/peer-contacts';
export { parseMediaType } from './http/multipart-related/media-type';
export { contactBody } from './http/peers/contact-body';
export * from './domain/peers/peer-errors';
export { StudyHolds, type HoldsStudy } from './domain/study-holds';
