import { Button, VisuallyHidden } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import type { RuleSet, RuleSetHead } from '@wetread/contracts';
import { useState } from 'react';
import { EmptyState } from '../components/empty-state';
import { ProblemNotice } from '../components/problem-notice';
import { useShortcuts } from '../keyboard/use-shortcuts';
import { ReviewDialog } from './review-dialog';
import { RuleList } from './rule-list';
import classes from './rule-workbench.module.css';
import { RulesHead } from './rules-head';
import { TryPanel } from './try-panel';
import { useRuleDesk } from './use-rule-desk';
import { useDryRun, useRuleMutations } from './use-rules';

interface Props {
  /** The version whose rules are on the desk. */
  set: RuleSet;
  heads: readonly RuleSetHead[];
  onActivate: (version: number) => void;
  onSaved: () => void;
}

/** The rules of one version: edited on the left, tried on the right, saved as the next version. */
export function RuleWorkbench({ set, heads, onActivate, onSaved }: Props) {
  const desk = useRuleDesk(set.rules);
  const [study, setStudy] = useState<string | null>(null);
  const [reviewing, setReviewing] = useState(false);
  const mutations = useRuleMutations();
  const run = useDryRun(study, desk.rules, desk.sound);
  const active = heads.find((head) => head.active)?.version ?? 1;
  const review = (): void => {
    if (desk.dirty && desk.sound) setReviewing(true);
  };
  useShortcuts({ new: desk.add, save: review });
  const saved = (version: number, activated: boolean): void => {
    setReviewing(false);
    const message = activated
      ? `Version ${version} decides now`
      : `Version ${version} is saved and decides nothing yet`;
    notifications.show({ message, color: 'tide' });
    onSaved();
  };
  return (
    <>
      <RulesHead
        set={set}
        heads={heads}
        desk={desk}
        onReview={review}
        onActivate={() => onActivate(set.version)}
      />
      <VisuallyHidden role="status">{desk.said}</VisuallyHidden>
      <div className={classes.columns}>
        <div>
          {desk.checkError && <ProblemNotice error={desk.checkError} compact />}
          {desk.draft.length === 0 && (
            <EmptyState
              title="There is no rule"
              action={<Button onClick={desk.add}>Add the first rule</Button>}
            >
              Every study that the model can read is drafted in turn, and results go to all destinations. A
              rule can read some first, some by night, some not at all, or send results elsewhere.
            </EmptyState>
          )}
          <RuleList
            rules={desk.draft}
            editing={desk.editing}
            faults={desk.faults}
            verdicts={study && run.data ? run.data.verdicts : []}
            actions={desk.actions}
          />
          {desk.draft.length > 0 && (
            <Button
              variant="default"
              mt="md"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={desk.add}
            >
              Add a rule
            </Button>
          )}
        </div>
        <TryPanel study={study} onStudy={setStudy} run={run} blocked={desk.faults.length > 0} />
      </div>
      {reviewing && (
        <ReviewDialog
          rules={desk.rules}
          basedOn={heads[0]?.version ?? set.version}
          active={active}
          mutations={mutations}
          onClose={() => setReviewing(false)}
          onSaved={saved}
        />
      )}
    </>
  );
}
