import type { RoutingRule, RuleFault, RuleOutcome } from '@wetread/contracts';

/** A rule while it is edited. `key` stays with it whatever its name and place. */
export interface DraftRule extends RoutingRule {
  readonly key: string;
}

export const PLAIN_OUTCOME: RuleOutcome = {
  draft: true,
  model: null,
  lane: 'routine',
  destinations: null,
  expectedSeries: null,
};

let made = 0;
const nextKey = (): string => `rule-${++made}`;

export const draftOf = (rules: readonly RoutingRule[]): DraftRule[] =>
  rules.map((rule) => ({ ...rule, key: nextKey() }));

export const newRule = (): DraftRule => ({
  key: nextKey(),
  name: '',
  condition: '',
  outcome: PLAIN_OUTCOME,
  active: true,
});

/** As the server takes them. */
export const rulesOf = (draft: readonly DraftRule[]): RoutingRule[] =>
  draft.map(({ key: _key, ...rule }) => ({ ...rule, name: rule.name.trim() }));

export const isChanged = (draft: readonly DraftRule[], saved: readonly RoutingRule[]): boolean =>
  JSON.stringify(rulesOf(draft).map(ordered)) !== JSON.stringify(saved.map(ordered));

const ordered = ({ name, condition, active, outcome }: RoutingRule): unknown[] => [
  name,
  condition,
  active,
  outcome.draft,
  outcome.model,
  outcome.lane,
  outcome.destinations,
  outcome.expectedSeries && Object.entries(outcome.expectedSeries).sort(([a], [b]) => a.localeCompare(b)),
];

export const replaced = (draft: readonly DraftRule[], rule: DraftRule): DraftRule[] =>
  draft.map((one) => (one.key === rule.key ? rule : one));

/** Moves a rule by one place; the first cannot go up nor the last down. */
export function moved(draft: readonly DraftRule[], key: string, by: -1 | 1): DraftRule[] {
  const from = draft.findIndex((rule) => rule.key === key);
  const rule = draft[from];
  if (!rule || !draft[from + by]) return [...draft];
  return draft.toSpliced(from, 1).toSpliced(from + by, 0, rule);
}

/** What is missing before the server can be asked at all. */
export function missingParts(draft: readonly DraftRule[]): RuleFault[] {
  return draft.flatMap(({ name, condition }, rule) => [
    ...(name.trim() === '' ? [fault(rule, 'name', 'Give the rule a name.')] : []),
    ...(condition.trim() === ''
      ? [fault(rule, 'condition', 'Say which studies it is for; `true` is for all.')]
      : []),
  ]);
}

const fault = (rule: number, field: RuleFault['field'], message: string): RuleFault => ({
  rule,
  field,
  position: null,
  message,
});
