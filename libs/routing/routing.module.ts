import { Module } from '@nestjs/common';
import { ImagingStudyModule } from '@wetread/imaging-study';
import { OrdersModule } from '@wetread/orders';
import { DryRunController } from './http/dry-run.controller';
import { PriorSourceController } from './http/prior-source.controller';
import { RuleSetController } from './http/rule-set.controller';
import { StudyPriorsController } from './http/study-priors.controller';
import { StudyRoutingController } from './http/study-routing.controller';
import { KnownDestinations } from './domain/known-destinations';
import { RoutingDecisions } from './domain/routing-decision';
import { RuleSets } from './domain/rule-sets';
import { routingProviders } from './routing.providers';

/** Decides which studies are read, how soon, by which model, and where their results go; fetches their priors. */
@Module({
  imports: [ImagingStudyModule, OrdersModule],
  controllers: [
    RuleSetController,
    DryRunController,
    PriorSourceController,
    StudyPriorsController,
    StudyRoutingController,
  ],
  providers: routingProviders,
  exports: [KnownDestinations, RoutingDecisions, RuleSets],
})
export class RoutingModule {}
