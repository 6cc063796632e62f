import { Tabs } from '@mantine/core';
import type { Report } from '@wetread/contracts';
import { useState } from 'react';
import { StudyAudit } from '../audit/study-audit';
import { StudyConformance } from '../conformance/study-conformance';
import { useShortcuts } from '../keyboard/use-shortcuts';
import { useAbility } from '../session/use-session';
import type { Attention } from './attention';
import { DraftBanner } from './draft-banner';
import { FindingsPanel } from './findings-panel';
import { HistoryPanel } from './history-panel';
import { ReportActions } from './report-actions';
import { ReportDialogs } from './report-dialogs';
import { ReportHeader } from './report-header';
import { SentenceList } from './sentence-list';
import { useReportDesk } from './use-report-desk';
import classes from './report-panel.module.css';

type Tab = 'report' | 'findings' | 'history' | 'audit' | 'objects';

/** The report beside the film: read it, change it, sign it, see how it came to be. */
export function ReportPanel({ report, attention }: { report: Report; attention: Attention }) {
  const mayEdit = useAbility('edit-report');
  const maySign = useAbility('sign-report');
  const [tab, setTab] = useState<Tab>('report');
  const desk = useReportDesk(report, attention, { mayEdit, maySign });
  useShortcuts({ history: () => setTab((before) => (before === 'history' ? 'report' : 'history')) });
  return (
    <section className={classes.panel} aria-label="Report">
      <ReportHeader report={report} />
      <DraftBanner report={report} />
      <Tabs
        value={tab}
        onChange={(value) => setTab((value ?? 'report') as Tab)}
        classNames={{ root: classes.tabs, list: classes.tabList, tab: classes.tab, panel: classes.tabPanel }}
      >
        <Tabs.List>
          <Tabs.Tab value="report">Report</Tabs.Tab>
          <Tabs.Tab value="findings">Findings</Tabs.Tab>
          <Tabs.Tab value="history">History</Tabs.Tab>
          <Tabs.Tab value="audit">Audit</Tabs.Tab>
          <Tabs.Tab value="objects">Objects</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="report">
          <SentenceList
            draft={desk.draft}
            activeKey={attention.activeKey}
            litKey={attention.hoveredKey}
            editingKey={desk.editingKey}
            editable={desk.editable}
            commands={desk.commands}
            onAdd={desk.addTo}
          />
        </Tabs.Panel>
        <Tabs.Panel value="findings">{tab === 'findings' && <FindingsPanel report={report} />}</Tabs.Panel>
        <Tabs.Panel value="history">{tab === 'history' && <HistoryPanel report={report} />}</Tabs.Panel>
        <Tabs.Panel value="audit">
          {tab === 'audit' && <StudyAudit studyInstanceUid={report.studyInstanceUid} />}
        </Tabs.Panel>
        <Tabs.Panel value="objects">
          {tab === 'objects' && <StudyConformance studyInstanceUid={report.studyInstanceUid} />}
        </Tabs.Panel>
      </Tabs>
      <ReportActions desk={desk} mayEdit={mayEdit} maySign={maySign} />
      <ReportDialogs desk={desk} />
    </section>
  );
}
