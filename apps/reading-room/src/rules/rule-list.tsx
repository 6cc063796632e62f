import type { DryRunAnswer, RuleFault } from '@wetread/contracts';
import { useRef } from 'react';
import cardClasses from './rule-card.module.css';
import { RuleCard, type RuleActions } from './rule-card';
import type { DraftRule } from './rule-draft';
import classes from './rule-list.module.css';
import { ruleName } from './rule-words';

interface Props {
  rules: readonly DraftRule[];
  editing: string | null;
  faults: readonly RuleFault[];
  verdicts: DryRunAnswer['verdicts'];
  actions: RuleActions;
}

/** The rules in the order in which they are asked; the first that matches decides, alone. */
export function RuleList({ rules, editing, faults, verdicts, actions }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const remove = (rule: DraftRule): void => {
    actions.remove(rule);
    // The button that had the focus is gone.
    list.current?.focus();
  };
  const verdictOf = (name: string) => verdicts.find(({ rule }) => rule === name)?.verdict;
  return (
    <ol className={classes.list} data-testid="rules" tabIndex={-1} ref={list}>
      {rules.map((rule, place) => (
        <RuleCard
          key={rule.key}
          rule={rule}
          place={place}
          last={place === rules.length - 1}
          editing={editing === rule.key}
          faults={faults.filter((fault) => fault.rule === place)}
          verdict={verdictOf(rule.name)}
          actions={{ ...actions, remove }}
        />
      ))}
      <li className={cardClasses.card} data-built-in data-verdict={verdictOf('default')}>
        <div className={cardClasses.head}>
          <span className={cardClasses.place}>{rules.length + 1}</span>
          <div className={cardClasses.words}>
            <p className={cardClasses.name}>{ruleName('default')}</p>
            <p className={classes.builtIn}>
              Drafted in turn by the newest film reader; results go to all destinations. Built in. A study
              that was fetched only to be compared with another is never drafted, whatever the rules say.
            </p>
          </div>
        </div>
      </li>
    </ol>
  );
}
