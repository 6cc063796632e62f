import { z } from 'zod';

export const RoutingLane = z.enum(['urgent', 'routine', 'off-peak']);
export type RoutingLane = z.infer<typeof RoutingLane>;

const Name = z.string().trim().min(1).max(80);

/** What a study must hold before it is read; after `withinMinutes` it is read as it is. */
export const ExpectedSeries = z
  .object({
    count: z.number().int().min(1).max(200).nullable().default(null),
    modalities: z.array(z.string().min(1).max(16)).max(20).default([]),
    descriptions: z.array(z.string().min(1).max(64)).max(20).default([]),
    withinMinutes: z.number().min(0.1).max(10_080),
  })
  .strict();

/** What a rule makes of a study. */
export const RuleOutcome = z
  .object({
    draft: z.boolean().default(true),
    /** `name@version` of an installed film reader; `null`: the newest. */
    model: z.string().max(100).nullable().default(null),
    lane: RoutingLane.default('routine'),
    /** Names of destinations; `null`: all. */
    destinations: z.array(Name).max(50).nullable().default(null),
    expectedSeries: ExpectedSeries.nullable().default(null),
  })
  .strict();
export type RuleOutcome = z.infer<typeof RuleOutcome>;

export const RoutingRule = z
  .object({
    name: Name,
    /** See `docs/rules.md`. */
    condition: z.string().min(1),
    outcome: RuleOutcome,
    active: z.boolean().default(true),
  })
  .strict();
export type RoutingRule = z.infer<typeof RoutingRule>;

const Rules = z.array(RoutingRule).max(100);

/** A version of the rules, without them. */
export const RuleSetHead = z.object({
  version: z.number().int(),
  author: z.string(),
  comment: z.string(),
  hash: z.string(),
  createdAt: z.iso.datetime(),
  active: z.boolean(),
  /** Who saved it, by name; `null` for the version that came with Wetread. */
  authorName: z.string().nullable(),
});
export type RuleSetHead = z.infer<typeof RuleSetHead>;
export const RuleSet = RuleSetHead.extend({ rules: Rules });
export type RuleSet = z.infer<typeof RuleSet>;

/** `POST /api/routing/rule-sets`: makes a new version, which decides nothing yet. */
export const SaveRuleSetBody = z.object({
  /** The newest version. */
  basedOn: z.number().int().min(0),
  rules: Rules,
  comment: z.string().trim().max(500).default(''),
});
export type SaveRuleSetBody = z.infer<typeof SaveRuleSetBody>;

/** `POST /api/routing/check`: what is wrong with rules, without saving them. */
export const CheckRulesBody = z.object({ rules: Rules });
export type CheckRulesBody = z.infer<typeof CheckRulesBody>;

/** One thing that is wrong with a rule set. */
export const RuleFault = z.object({
  /** Place of the rule in the list, from 0. */
  rule: z.number().int(),
  field: z.enum(['name', 'condition', 'model', 'destinations']),
  /** First wrong character of the condition, from 0. */
  position: z.number().int().nullable(),
  message: z.string(),
});
export type RuleFault = z.infer<typeof RuleFault>;
export const CheckRulesAnswer = z.object({ faults: z.array(RuleFault) });
export type CheckRulesAnswer = z.infer<typeof CheckRulesAnswer>;

/** `GET /api/routing/vocabulary`: what rules may name. */
export const RuleVocabulary = z.object({
  /** Installed film readers as `name@version`. */
  models: z.array(z.string()),
  /** What conditions may look at. */
  attributes: z.array(
    z.object({
      object: z.string(),
      name: z.string(),
      type: z.enum(['string', 'int', 'bool', 'list<string>']),
    }),
  ),
  /** `22:00-06:00` */
  offPeakHours: z.string(),
  timeZone: z.string(),
});
export type RuleVocabulary = z.infer<typeof RuleVocabulary>;

/** `PUT /api/routing/active` */
export const ActivateRuleSetBody = z.object({
  version: z.number().int().min(1),
  /** The version that is active now. */
  replaces: z.number().int().min(1),
});
export type ActivateRuleSetBody = z.infer<typeof ActivateRuleSetBody>;

/** `POST /api/routing/dry-run`; without `rules` the active ones are tried. */
export const DryRunBody = z.object({ studyInstanceUid: z.string(), rules: Rules.optional() });
export type DryRunBody = z.infer<typeof DryRunBody>;

const Truth = z.enum(['true', 'false', 'unknown']);
export const RuleExplanation = z.object({
  truth: Truth,
  parts: z.array(
    z.object({
      expression: z.string(),
      truth: Truth,
      values: z.array(z.object({ attribute: z.string(), value: z.string() })),
    }),
  ),
});
export type RuleExplanation = z.infer<typeof RuleExplanation>;

export const DryRunAnswer = z.object({
  /** The rule that would decide. */
  rule: z.string(),
  outcome: RuleOutcome,
  /** Expected series that are not there yet. */
  missing: z.array(z.string()),
  /** Every rule in its order, `default` last; before them `prior` for a study that was fetched for comparison. */
  verdicts: z.array(
    z.object({
      rule: z.string(),
      verdict: z.enum(['decides', 'does-not-match', 'passed-over']),
      explanation: RuleExplanation,
    }),
  ),
});
export type DryRunAnswer = z.infer<typeof DryRunAnswer>;

/** `POST /api/routing/dry-run-recent` */
export const DryRunRecentBody = z.object({
  limit: z.number().int().min(1).max(500).default(100),
  rules: Rules.optional(),
});
export type DryRunRecentBody = z.infer<typeof DryRunRecentBody>;
const Verdict = z.object({ rule: z.string(), outcome: RuleOutcome });
export const DryRunRecentAnswer = z.object({
  /** How many were looked at. */
  studies: z.number().int(),
  counts: z.array(z.object({ rule: z.string(), studies: z.number().int(), examples: z.array(z.string()) })),
  /** Studies with which the tried rules would do something else than the active ones, the latest first. */
  changes: z.array(z.object({ studyInstanceUid: z.string(), from: Verdict, to: Verdict })),
});
export type DryRunRecentAnswer = z.infer<typeof DryRunRecentAnswer>;

/** `GET /api/studies/:studyInstanceUid/routing`: newest completion first. */
export const StudyRouting = z.object({
  decisions: z.array(
    z.object({
      completion: z.number().int(),
      state: z.enum(['waiting', 'decided', 'superseded']),
      ruleSetVersion: z.number().int(),
      rule: z.string(),
      outcome: RuleOutcome,
      because: RuleExplanation,
      note: z.string().nullable(),
      decidedAt: z.iso.datetime(),
    }),
  ),
});
export type StudyRouting = z.infer<typeof StudyRouting>;
