import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { AcknowledgeEarly } from './application/intake/acknowledge-early';
import { RequestCommitment } from './application/commitment/request-commitment.use-case';
import { EchoPeer } from './application/peers/echo-peer.use-case';
import { FindAtPeer } from './application/peers/find-at-peer.use-case';
import { GetFromPeer } from './application/peers/get-from-peer.use-case';
import { MoveFromPeer } from './application/peers/move-from-peer.use-case';
import { Peers } from './application/peers/peers';
import { SaveApplicationEntity } from './application/peers/save-application-entity.use-case';
import { RemoveApplicationEntity } from './application/peers/remove-application-entity.use-case';
import { SendStoredInstance } from './application/peers/send-stored-instance';
import { SendToPeer } from './application/peers/send-to-peer.use-case';
import { StoreReceived } from './application/peers/store-received';
import { AcceptCommitment } from './application/commitment/accept-commitment.use-case';
import { AcceptReport } from './application/commitment/accept-report.use-case';
import { OpenRequesters } from './application/commitment/open-requesters';
import { StorageCommitments } from './domain/commitment/storage-commitment';
import { ApplicationEntities } from './domain/peers/application-entities';
import { ExpectedStudies } from './domain/peers/expected-studies';
import { PeerContacts } from './domain/peers/peer-contacts';
import { CompleteStudy } from './application/complete-study.use-case';
import { FinishSending } from './application/finish-sending';
import { SearchStudies } from './application/query/search-studies';
import { MergePatients } from './application/identity/merge-patients.use-case';
import { UpdatePatient } from './application/identity/update-patient.use-case';
import { RecordViewing } from './application/record-viewing.use-case';
import { StoreInstances } from './application/store-instances.use-case';
import { Quarantine } from './domain/quarantine';
import { SendingRegistry } from './domain/sending-registry';
import { AttributeSearch } from './domain/query/attribute-search';
import { StoredObjects } from './domain/query/stored-objects';
import { Studies } from './domain/studies';
import { StudyHolds } from './domain/study-holds';
import { StudyIntake } from './domain/study-intake';
import { ConformanceController } from './http/conformance.controller';
import { AllBulkDataController } from './http/dicomweb/all-bulkdata.controller';
import { BulkDataController } from './http/dicomweb/bulkdata.controller';
import { CapabilitiesController } from './http/dicomweb/capabilities.controller';
import { DeleteController } from './http/dicomweb/delete.controller';
import { DicomWebResources } from './http/dicomweb/dicom-web-resources';
import { DocumentSender } from './http/dicomweb/document-sender';
import { FrameSender } from './http/dicomweb/frame-sender';
import { FramesController } from './http/dicomweb/frames.controller';
import { MetadataController } from './http/dicomweb/metadata.controller';
import { ObjectSender } from './http/dicomweb/object-sender';
import { PictureSender } from './http/dicomweb/picture-sender';
import { RenderedController } from './http/dicomweb/rendered.controller';
import { RetrieveController } from './http/dicomweb/retrieve.controller';
import { SearchController } from './http/dicomweb/search.controller';
import { FrameController } from './http/frame.controller';
import { QuarantineController } from './http/quarantine.controller';
import { StowController } from './http/stow.controller';
import { StudyController } from './http/study.controller';
import { ApplicationEntityController } from './http/peers/application-entity.controller';
import { CommitmentController } from './http/peers/commitment.controller';
import { DicomServiceController } from './http/peers/dicom-service.controller';
import { IdentityReviewController } from './http/identity/identity-review.controller';
import { RefuseMethods } from './http/dicomweb/refuse-methods.middleware';
import { SettleIntake } from './http/settle-intake.middleware';
import { imagingStudyProviders } from './imaging-study.providers';

/** Receives, keeps and completes studies; STOW-RS and the reading room's pictures over HTTP. */
@Module({
  controllers: [
    // Routes are looked for in this order: what viewers ask for a thousand times comes first.
    FramesController,
    SearchController,
    CapabilitiesController,
    RetrieveController,
    MetadataController,
    BulkDataController,
    AllBulkDataController,
    RenderedController,
    DeleteController,
    StowController,
    StudyController,
    FrameController,
    ConformanceController,
    QuarantineController,
    ApplicationEntityController,
    CommitmentController,
    DicomServiceController,
    IdentityReviewController,
  ],
  providers: [
    ...imagingStudyProviders,
    DicomWebResources,
    DocumentSender,
    FrameSender,
    ObjectSender,
    PictureSender,
  ],
  exports: [
    AcknowledgeEarly,
    AcceptCommitment,
    AcceptReport,
    ApplicationEntities,
    AttributeSearch,
    EchoPeer,
    ExpectedStudies,
    FindAtPeer,
    GetFromPeer,
    MoveFromPeer,
    OpenRequesters,
    PeerContacts,
    Peers,
    RemoveApplicationEntity,
    RequestCommitment,
    SaveApplicationEntity,
    SendStoredInstance,
    SendToPeer,
    StorageCommitments,
    StoreReceived,
    CompleteStudy,
    DicomWebResources,
    FinishSending,
    MergePatients,
    UpdatePatient,
    Quarantine,
    RecordViewing,
    SendingRegistry,
    SearchStudies,
    StoredObjects,
    StoreInstances,
    Studies,
    StudyHolds,
    StudyIntake,
  ],
})
export class ImagingStudyModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(RefuseMethods).forRoutes('dicom-web/*path');
    consumer.apply(SettleIntake).forRoutes('{*path}');
  }
}
