import { Module } from '@nestjs/common';
import { ImagingStudyModule } from '@wetread/imaging-study';
import { ReportingModule } from '@wetread/reporting';
import { RoutingModule } from '@wetread/routing';
import { LaneSchedule } from './application/lane-schedule';
import { KeepDestinations } from './application/keep-destinations.use-case';
import { PlanDeliveries } from './application/plan-deliveries.use-case';
import { ResendDeliveries } from './application/resend-deliveries.use-case';
import { WorkLane } from './application/work-lane.use-case';
import { deliveryProviders } from './delivery.providers';
import { Deliveries } from './domain/deliveries';
import { Destinations } from './domain/destinations';
import { DeliveryController, ReportDeliveriesController } from './http/delivery.controller';
import { DestinationController } from './http/destination.controller';

/** Signed results leave to each destination once, and the ledger shows it. */
@Module({
  imports: [ImagingStudyModule, ReportingModule, RoutingModule],
  controllers: [DestinationController, DeliveryController, ReportDeliveriesController],
  providers: deliveryProviders,
  exports: [
    Deliveries,
    Destinations,
    KeepDestinations,
    LaneSchedule,
    PlanDeliveries,
    ResendDeliveries,
    WorkLane,
  ],
})
export class DeliveryModule {}
