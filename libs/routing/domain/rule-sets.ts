import type { RuleSet } from './routing-rule';

/** A version as it is listed. */
export type RuleSetHead = Omit<RuleSet, 'rules'>;

/** Versions of the rules, and which one decides. */
export abstract class RuleSets {
  /** Newest first. */
  abstract heads(): Promise<RuleSetHead[]>;
  abstract find(version: number): Promise<RuleSet | null>;
  abstract active(): Promise<RuleSet>;
  /** In the surrounding transaction; `false` when the version is taken, and nothing was written. */
  abstract add(ruleSet: RuleSet): Promise<boolean>;
  /** In the surrounding transaction; `false` when `replaces` is no longer the active one. */
  abstract activate(version: number, replaces: number, by: string, at: Date): Promise<boolean>;
}
