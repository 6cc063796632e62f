import { Loader, Tabs } from '@mantine/core';
import { IconCircleOff } from '@tabler/icons-react';
import type { StudyDetail, WorklistItem } from '@wetread/contracts';
import { useQuery } from '@tanstack/react-query';
import { keys } from '../api/query-client';
import { fetchRouting } from '../api/studies';
import { StudyAudit } from '../audit/study-audit';
import { StudyConformance } from '../conformance/study-conformance';
import classes from './no-report-panel.module.css';
import { waitingWords } from './waiting-words';

interface Props {
  standing: WorklistItem | null;
  study: StudyDetail;
}

/** Why there is no draft: not yet, never, or a fault. */
export function NoReportPanel({ standing, study }: Props) {
  return (
    <section className={classes.panel} aria-label="Report">
      <Standing standing={standing} study={study} />
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

function Standing({ standing, study }: Props) {
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
  return standing?.state === 'receiving' ? <Arriving /> : <Waiting study={study} />;
}

function Arriving() {
  return (
    <div className={classes.standing} role="status">
      <Loader size="sm" />
      <h2>The study is still arriving</h2>
      <p>A draft follows when it has been quiet for a few seconds.</p>
    </div>
  );
}

const ASKED_AGAIN_MS = 5_000;

/** A rule may have the study wait for minutes or for the night: then it must not say "within seconds". */
function Waiting({ study: { studyInstanceUid } }: { study: StudyDetail }) {
  const routing = useQuery({
    queryKey: keys.routing(studyInstanceUid),
    queryFn: ({ signal }) => fetchRouting(studyInstanceUid, signal),
    refetchInterval: ASKED_AGAIN_MS,
  });
  const { title, words } = waitingWords(routing.data);
  return (
    <div className={classes.standing} role="status">
      <Loader size="sm" />
      <h2>{title}</h2>
      <p>{words}</p>
    </div>
  );
}
