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
  /** Every rule in its order, `default` last. */
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
export const DryRunRecentAnswer = z.object({
  counts: z.array(z.object({ rule: z.string(), studies: z.number().int(), examples: z.array(z.string()) })),
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
