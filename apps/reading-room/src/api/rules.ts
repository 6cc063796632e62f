import {
  CheckRulesAnswer,
  DryRunAnswer,
  DryRunRecentAnswer,
  RuleSet,
  RuleSetHead,
  RuleVocabulary,
  type ActivateRuleSetBody,
  type RoutingRule,
  type SaveRuleSetBody,
} from '@wetread/contracts';
import { z } from 'zod';
import { call, send } from './http';

type Rules = readonly RoutingRule[];

export const fetchRuleSets = (signal: AbortSignal): Promise<RuleSetHead[]> =>
  call(z.array(RuleSetHead), '/api/routing/rule-sets', { signal });

export const fetchRuleSet = (version: number, signal: AbortSignal): Promise<RuleSet> =>
  call(RuleSet, `/api/routing/rule-sets/${version}`, { signal });

export const fetchVocabulary = (signal: AbortSignal): Promise<RuleVocabulary> =>
  call(RuleVocabulary, '/api/routing/vocabulary', { signal });

export const checkRules = (rules: Rules, signal: AbortSignal): Promise<CheckRulesAnswer> =>
  call(CheckRulesAnswer, '/api/routing/check', { method: 'POST', body: { rules }, signal });

export const dryRun = (studyInstanceUid: string, rules: Rules, signal: AbortSignal): Promise<DryRunAnswer> =>
  call(DryRunAnswer, '/api/routing/dry-run', { method: 'POST', body: { studyInstanceUid, rules }, signal });

export const dryRunRecent = (limit: number, rules: Rules, signal: AbortSignal): Promise<DryRunRecentAnswer> =>
  call(DryRunRecentAnswer, '/api/routing/dry-run-recent', { method: 'POST', body: { limit, rules }, signal });

export const saveRuleSet = (body: SaveRuleSetBody): Promise<RuleSet> =>
  call(RuleSet, '/api/routing/rule-sets', { method: 'POST', body });

export async function activateRuleSet(body: ActivateRuleSetBody): Promise<void> {
  await send('/api/routing/active', { method: 'PUT', body });
}
