export { RoutingModule } from './routing.module';
export { InstalledModels } from './domain/installed-models';
export { KnownDestinations } from './domain/known-destinations';
export { type Lane, lanes } from './domain/lane';
export { type RoutingDecision, RoutingDecisions } from './domain/routing-decision';
export {
  type CompletedStudy,
  DRAFT_DECLINED,
  type DraftDeclined,
  studyToRead,
  type StudyToRead,
} from './domain/routing-events';
export { type ExpectedSeries, PRIOR_RULE, type RoutingRule, type RuleOutcome } from './domain/routing-rule';
export { RuleSets } from './domain/rule-sets';
