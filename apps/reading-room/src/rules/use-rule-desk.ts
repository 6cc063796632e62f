import type { RoutingRule, RuleFault } from '@wetread/contracts';
import { useEffect, useMemo, useState } from 'react';
import { unsavedWork } from '../navigation/unsaved-work';
import type { RuleActions } from './rule-card';
import {
  type DraftRule,
  draftOf,
  isChanged,
  missingParts,
  moved,
  newRule,
  replaced,
  rulesOf,
} from './rule-draft';
import { useRuleCheck } from './use-rules';

/** The rules of one version on the desk: what is changed, what is wrong with it, which one is open. */
export function useRuleDesk(saved: readonly RoutingRule[]) {
  const [draft, setDraft] = useState(() => draftOf(saved));
  const [editing, setEditing] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const rules = useMemo(() => rulesOf(draft), [draft]);
  const dirty = useMemo(() => isChanged(draft, saved), [draft, saved]);
  const missing = useMemo(() => missingParts(draft), [draft]);
  const check = useRuleCheck(rules, missing.length === 0);
  const faults: readonly RuleFault[] = missing.length > 0 ? missing : (check.data?.faults ?? []);
  useMarkedUnsaved(dirty);

  const actions: RuleActions = {
    change: (rule) => setDraft((all) => replaced(all, rule)),
    move: (rule, by) => {
      setDraft((all) => moved(all, rule.key, by));
      setSaid(`${rule.name} moved ${by < 0 ? 'up' : 'down'}`);
    },
    remove: (rule) => {
      setDraft((all) => all.filter(({ key }) => key !== rule.key));
      setSaid(`${rule.name || 'New rule'} deleted; nothing is saved yet`);
    },
    edit: (rule) => setEditing(rule?.key ?? null),
  };
  const add = (): void => {
    const rule: DraftRule = newRule();
    setDraft((all) => [...all, rule]);
    setEditing(rule.key);
  };
  const load = (others: readonly RoutingRule[]): void => {
    setDraft(draftOf(others));
    setEditing(null);
  };
  const isChecked = rules.length === 0 || (check.isCurrent && check.isSuccess);
  return {
    draft,
    rules,
    dirty,
    faults,
    editing,
    said,
    /** The rules can be tried and saved. */
    sound: faults.length === 0 && isChecked,
    checkError: check.error,
    actions,
    add,
    load,
    discard: () => load(saved),
  };
}

export type RuleDesk = ReturnType<typeof useRuleDesk>;

function useMarkedUnsaved(dirty: boolean): void {
  useEffect(() => {
    unsavedWork.markDirty(dirty);
    return () => unsavedWork.markDirty(false);
  }, [dirty]);
}
