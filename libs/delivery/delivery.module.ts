import { Module } from '@nestjs/common';
import { ImagingStudyModule } from '@wetread/imaging-study';
import { ReportingModule } from '@wetread/reporting';
import { RoutingModule } from '@wetread/routing';
import { AddDestination } from './application/add-destination.use-case';
import { PlanDeliveries } from './application/plan-deliveries.use-case';
import { ResendDelivery } from './application/resend-delivery.use-case';
import { TestDestination } from './application/test-destination.use-case';
import { WorkLane } from './application/work-lane.use-case';
import { deliveryProviders } from './delivery.providers';
import { Deliveries } from './domain/deliveries';
import { DeliveryController, ReportDeliveriesController } from './http/delivery.controller';
import { DestinationController } from './http/destination.controller';

/** Signed results leave to each destination once, and the ledger shows it. */
@Module({
  imports: [ImagingStudyModule, ReportingModule, RoutingModule],
  controllers: [DestinationController, DeliveryController, ReportDeliveriesController],
  providers: deliveryProviders,
  exports: [AddDestination, Deliveries, PlanDeliveries, ResendDelivery, TestDestination, WorkLane],
})
export class DeliveryModule {}
