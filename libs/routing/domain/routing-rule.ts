import type { Lane } from './lane';

/** What a study must hold before it is read, and how long it is waited for. */
export interface ExpectedSeries {
  /** At least so many series; `null`: any number. */
  readonly count: number | null;
  /** Modalities (0008,0060) of which each must be there. */
  readonly modalities: readonly string[];
  /** Series Descriptions (0008,103E) of which each must be there; `*` and `?` stand for any text and any letter. */
  readonly descriptions: readonly string[];
  /** Counted from the first time that the study was quiet; then it is read as it is, with a note. */
  readonly withinMinutes: number;
}

/** What becomes of a study. */
export interface RuleOutcome {
  /** Whether a draft is made at all; the scope gate may still refuse. */
  readonly draft: boolean;
  /** `name@version` of an installed film reader; `null`: the newest. */
  readonly model: string | null;
  readonly lane: Lane;
  /** Names of the destinations of its results; `null`: all. */
  readonly destinations: readonly string[] | null;
  readonly expectedSeries: ExpectedSeries | null;
}

/** One line of a rule set: the first active one whose condition holds decides. */
export interface RoutingRule {
  /** Unique within the set. */
  readonly name: string;
  /** In the language of `docs/rules.md`, a subset of CEL. */
  readonly condition: string;
  readonly outcome: RuleOutcome;
  readonly active: boolean;
}

/** An immutable version of the rules. */
export interface RuleSet {
  /** From 1, which has no rules. */
  readonly version: number;
  readonly rules: readonly RoutingRule[];
  /** Id of the user who saved it. */
  readonly author: string;
  readonly comment: string;
  /** SHA-256 of the canonical JSON of `rules`. */
  readonly hash: string;
  readonly createdAt: Date;
}

/** Stands below every rule set and cannot be removed: what no rule decides is drafted, in turn, and goes everywhere. */
export const defaultRule: RoutingRule = {
  name: 'default',
  condition: 'true',
  outcome: { draft: true, model: null, lane: 'routine', destinations: null, expectedSeries: null },
  active: true,
};

/** Name of the built-in rule for studies that were fetched for comparison. */
export const PRIOR_RULE = 'prior';

/** Decides for studies that were fetched for comparison, before any rule is asked. */
export const priorRule: RoutingRule = {
  name: PRIOR_RULE,
  condition: 'true',
  outcome: { draft: false, model: null, lane: 'routine', destinations: [], expectedSeries: null },
  active: true,
};

/** Names that no rule of a set may take. */
export const reservedNames: readonly string[] = [defaultRule.name, priorRule.name];
