import { Skeleton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { CONNECTIONS_DENIED, GatedPage } from '../components/gated-page';
import page from '../components/page.module.css';
import { ProblemNotice } from '../components/problem-notice';
import { unsavedWork } from '../navigation/unsaved-work';
import { ActivateDialog } from '../rules/activate-dialog';
import { RuleWorkbench } from '../rules/rule-workbench';
import { useRuleMutations, useRuleSet, useRuleSets } from '../rules/use-rules';
import { VersionList } from '../rules/version-list';

export function RulesPage() {
  return (
    <GatedPage title="Rules" ability="manage-connections" denied={CONNECTIONS_DENIED}>
      <Rules />
    </GatedPage>
  );
}

function Rules() {
  const list = useRuleSets();
  // The newest version, unless another one was asked for: new rules are always made from the newest.
  const [asked, setAsked] = useState<number | null>(null);
  const [activating, setActivating] = useState<number | null>(null);
  const { activate } = useRuleMutations();
  const heads = list.data ?? [];
  const version = asked ?? heads[0]?.version;
  const set = useRuleSet(version);
  const fault = list.isError ? list : set.isError ? set : null;
  return (
    <>
      {fault && <ProblemNotice error={fault.error} onRetry={() => void fault.refetch()} />}
      {!fault && !set.data && <Skeleton height={240} role="status" aria-label="Fetching the rules" />}
      {set.data && (
        <RuleWorkbench
          key={set.data.version}
          set={set.data}
          heads={heads}
          onActivate={setActivating}
          onSaved={() => setAsked(null)}
        />
      )}
      {heads.length > 0 && version !== undefined && (
        <section className={page.section} aria-label="Versions">
          <div className={page.sectionHead}>
            <h2>Versions</h2>
          </div>
          <p className={page.note}>
            Each save makes a new version; none is ever changed. One decides, for studies that are completed
            from then on. Activating an older one is the way back.
          </p>
          <VersionList
            heads={heads}
            shown={version}
            onShow={(one) => unsavedWork.leave(() => setAsked(one))}
            onActivate={setActivating}
          />
        </section>
      )}
      {activating !== null && (
        <ActivateDialog
          version={activating}
          active={heads.find((head) => head.active)?.version ?? 1}
          activate={activate}
          onClose={() => setActivating(null)}
          onDone={() => {
            setActivating(null);
            notifications.show({ message: `Version ${activating} decides now`, color: 'tide' });
          }}
        />
      )}
    </>
  );
}
