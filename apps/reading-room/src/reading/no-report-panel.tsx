import { Loader, Tabs } from '@mantine/core';
import { IconCircleOff } from '@tabler/icons-react';
import type { StudyDetail, WorklistItem } from '@wetread/contracts';
import { StudyAudit } from '../audit/study-audit';
import { StudyConformance } from '../conformance/study-conformance';
import classes from './no-report-panel.module.css';

/** Why there is no draft: not yet, never, or a fault. */
export function NoReportPanel({ standing, study }: { standing: WorklistItem | null; study: StudyDetail }) {
  return (
    <section className={classes.panel} aria-label="Report">
      <Standing standing={standing} />
      <Tabs
        defaultValue="audit"
        keepMounted={false}
        classNames={{ root: classes.tabs, panel: classes.audit }}
      >
        <Tabs.List px={10}>
          <Tabs.Tab value="audit" fz={13}>
            Audit
          </Tabs.Tab>
          <Tabs.Tab value="objects" fz={13}>
            Objects
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="audit">
          <StudyAudit key={standing?.state} studyInstanceUid={study.studyInstanceUid} />
        </Tabs.Panel>
        <Tabs.Panel value="objects">
          <StudyConformance key={standing?.state} studyInstanceUid={study.studyInstanceUid} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

function Standing({ standing }: { standing: WorklistItem | null }) {
  if (standing?.refusal) {
    return (
      <div className={classes.standing} data-testid="refusal">
        <IconCircleOff size={26} stroke={1.5} className={classes.icon} aria-hidden />
        <h2>No draft for this study</h2>
        <p>{standing.refusal.reason}</p>
        <p className={classes.code}>{standing.refusal.code}</p>
      </div>
    );
  }
  if (standing?.state === 'failed') {
    return (
      <div className={classes.standing}>
        <IconCircleOff size={26} stroke={1.5} className={classes.icon} aria-hidden />
        <h2>The draft failed</h2>
        <p>
          It was tried several times and put aside. The film can be read; the audit trail below says what
          happened.
        </p>
      </div>
    );
  }
  return (
    <div className={classes.standing} role="status">
      <Loader size="sm" />
      <h2>{standing?.state === 'receiving' ? 'The study is still arriving' : 'The draft is being made'}</h2>
      <p>
        {standing?.state === 'receiving'
          ? 'A draft follows when it has been quiet for a few seconds.'
          : 'It appears here by itself, usually within seconds.'}
      </p>
    </div>
  );
}
