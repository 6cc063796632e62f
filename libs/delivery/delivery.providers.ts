import type { Provider } from '@nestjs/common';
import { AppConfig, BlobStore } from '@wetread/platform';
import { AddDestination } from './application/add-destination.use-case';
import { ChangeDestination } from './application/change-destination.use-case';
import { ComposeMessage } from './application/compose-message';
import { ForgetMessages } from './application/forget-messages.use-case';
import { HoldUndeliveredStudies } from './application/hold-undelivered-studies';
import { LaneIntervention } from './application/lane-intervention';
import { LaneLedger } from './application/lane-ledger';
import { LaneSchedule } from './application/lane-schedule';
import { PlanDeliveries } from './application/plan-deliveries.use-case';
import { ResendDeadLetters } from './application/resend-dead-letters.use-case';
import { ResendDelivery } from './application/resend-delivery.use-case';
import { RetireDestination } from './application/retire-destination.use-case';
import { SendDelivery } from './application/send-delivery';
import { SkipDelivery } from './application/skip-delivery.use-case';
import { TellDestinations } from './application/tell-destinations';
import { TestDestination } from './application/test-destination.use-case';
import { Transports } from './application/transports';
import { WorkLane } from './application/work-lane.use-case';
import { Deliveries } from './domain/deliveries';
import { DestinationChoice } from './domain/destination-choice';
import { Destinations } from './domain/destinations';
import { SealedMessages } from './domain/sealed-messages';
import type { Transport } from './domain/transport';
import { DeliveryRepository } from './infrastructure/delivery.repository';
import { DestinationRepository } from './infrastructure/destination.repository';
import { HttpPeer } from './infrastructure/http/http-peer';
import { ReportMessageComposer } from './infrastructure/message/report-message.composer';
import { RoutedDestinations } from './infrastructure/routed-destinations';
import { SealedMessageFiles } from './infrastructure/sealed-message-files';
import { DicomPeers } from './infrastructure/transport/dicom-peers';
import { DicomTransport } from './infrastructure/transport/dicom.transport';
import { FhirTransport } from './infrastructure/transport/fhir.transport';
import { MllpTransport } from './infrastructure/transport/mllp.transport';
import { RegisteredPeers } from './infrastructure/transport/registered-peers';
import { StowTransport } from './infrastructure/transport/stow.transport';
import { WebhookTransport } from './infrastructure/transport/webhook.transport';
import { DeliveryDueHandler } from './jobs/delivery-due.handler';
import { ReportDraftedHandler, ReportReleasedHandler } from './jobs/report-told.handlers';
import { RetentionDueHandler } from './jobs/retention-due.handler';

const transports = [DicomTransport, StowTransport, MllpTransport, FhirTransport, WebhookTransport];

/** Ledger, lanes, transports and use cases; the handlers run where `JobsModule` is imported. */
export const deliveryProviders: Provider[] = [
  { provide: Destinations, useClass: DestinationRepository },
  { provide: Deliveries, useClass: DeliveryRepository },
  { provide: DestinationChoice, useClass: RoutedDestinations },
  { provide: ComposeMessage, useClass: ReportMessageComposer },
  {
    provide: SealedMessages,
    useFactory: (config: AppConfig, blobs: BlobStore) => new SealedMessageFiles(config, blobs),
    inject: [AppConfig, BlobStore],
  },
  { provide: DicomPeers, useClass: RegisteredPeers },
  HttpPeer,
  ...transports,
  {
    provide: Transports,
    useFactory: (...all: Transport[]) => new Transports(all),
    inject: transports,
  },
  HoldUndeliveredStudies,
  LaneSchedule,
  LaneLedger,
  SendDelivery,
  WorkLane,
  PlanDeliveries,
  LaneIntervention,
  ResendDelivery,
  ResendDeadLetters,
  SkipDelivery,
  AddDestination,
  ChangeDestination,
  RetireDestination,
  ForgetMessages,
  TellDestinations,
  TestDestination,
  ReportReleasedHandler,
  ReportDraftedHandler,
  DeliveryDueHandler,
  RetentionDueHandler,
];
