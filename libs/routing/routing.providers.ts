import type { Provider } from '@nestjs/common';
import { ActivateRuleSet } from './application/activate-rule-set.use-case';
import { CountPictures } from './application/count-pictures';
import { DecisionRecord } from './application/decision-record';
import { DryRun } from './application/dry-run.use-case';
import { DryRunRecent } from './application/dry-run-recent.use-case';
import { IsFetchedPrior } from './application/is-fetched-prior';
import { JudgeStudy } from './application/judge-study';
import { AskSource } from './application/priors/ask-source';
import { FetchPriors } from './application/priors/fetch-priors.use-case';
import { FetchRecord } from './application/priors/fetch-record';
import { RemovePriorSource } from './application/priors/remove-prior-source.use-case';
import { SavePriorSource } from './application/priors/save-prior-source.use-case';
import { ReadStudyAttributes } from './application/read-study-attributes';
import { ReadVocabulary } from './application/read-vocabulary';
import { RouteStudy } from './application/route-study.use-case';
import { SaveRuleSet } from './application/save-rule-set.use-case';
import { ValidateRules } from './application/validate-rules';
import { WantsPriors } from './application/wants-priors';
import { ConditionLanguage } from './domain/condition-language';
import { KnownDestinations } from './domain/known-destinations';
import { OrderAttributes } from './domain/order-attributes';
import { PriorArchives } from './domain/priors/prior-archive';
import { PriorFetches } from './domain/priors/prior-fetches';
import { PriorSources } from './domain/priors/prior-sources';
import { PriorStudies } from './domain/priors/prior-studies';
import { RoutingDecisions } from './domain/routing-decision';
import { RuleSets } from './domain/rule-sets';
import { CelConditionLanguage } from './infrastructure/cel/cel-condition-language';
import { ConfiguredArchives, PeerCalls } from './infrastructure/priors/configured-archives';
import { PriorFetchRepository } from './infrastructure/priors/prior-fetch.repository';
import { PriorSourceRepository } from './infrastructure/priors/prior-source.repository';
import { PriorStudyRepository } from './infrastructure/priors/prior-study.repository';
import { ReceivedOrders } from './infrastructure/received-orders';
import { RoutingDecisionRepository } from './infrastructure/routing-decision.repository';
import { RuleSetRepository } from './infrastructure/rule-set.repository';
import { PriorsWantedHandler } from './jobs/priors-wanted.handler';
import { StudyCompletedHandler } from './jobs/study-completed.handler';
import { StudyToRouteHandler } from './jobs/study-to-route.handler';

/** All of the room but its HTTP routes. `InstalledModels` comes from the room that reads films. */
export const routingProviders: Provider[] = [
  { provide: ConditionLanguage, useClass: CelConditionLanguage },
  { provide: OrderAttributes, useClass: ReceivedOrders },
  { provide: PriorArchives, useClass: ConfiguredArchives },
  { provide: PriorFetches, useClass: PriorFetchRepository },
  { provide: PriorSources, useClass: PriorSourceRepository },
  { provide: PriorStudies, useClass: PriorStudyRepository },
  { provide: RoutingDecisions, useClass: RoutingDecisionRepository },
  { provide: RuleSets, useClass: RuleSetRepository },
  ActivateRuleSet,
  AskSource,
  CountPictures,
  DecisionRecord,
  DryRun,
  DryRunRecent,
  FetchPriors,
  FetchRecord,
  IsFetchedPrior,
  JudgeStudy,
  KnownDestinations,
  PeerCalls,
  PriorsWantedHandler,
  ReadStudyAttributes,
  ReadVocabulary,
  RemovePriorSource,
  RouteStudy,
  SavePriorSource,
  SaveRuleSet,
  StudyCompletedHandler,
  StudyToRouteHandler,
  ValidateRules,
  WantsPriors,
];
