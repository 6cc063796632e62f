import type { Report, StudyDetail, WorklistItem } from '@wetread/contracts';
import { useCallback, useMemo, useState } from 'react';
import { EmptyState } from '../components/empty-state';
import type { Attention } from '../report/attention';
import { ReportPanel } from '../report/report-panel';
import { filmImages } from '../viewer/film-images';
import { FilmPanel } from '../viewer/film-panel';
import type { ImageRef } from '../viewer/use-frame';
import { identityNotes } from './identity-words';
import { NoReportPanel } from './no-report-panel';
import { regionsOn } from './regions-on';
import classes from './reading-desk.module.css';

interface Props {
  study: StudyDetail;
  standing: WorklistItem | null;
  report: Report | undefined;
}

/** Film left, report right, and the thread between a sentence and its region. */
export function ReadingDesk({ study, standing, report }: Props) {
  const images = useMemo(() => filmImages(study), [study]);
  const [chosen, setChosen] = useState<ImageRef | null>(null);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const [hoveredKey, setHoveredKey] = useState<string | null>(null);
  const shown = chosen ?? firstImage(images, report);
  const spoken = report && spokenFilm(report);
  const isSpoken = !spoken || spoken.sopInstanceUid === shown?.sopInstanceUid;
  const regions = useMemo(() => (report && shown ? regionsOn(report, shown) : []), [report, shown]);

  const focus = useCallback(
    (key: string | null): void => {
      setActiveKey(key);
      const evidence = report?.sentences.find((sentence) => sentence.id === key)?.evidence;
      if (evidence) setChosen({ sopInstanceUid: evidence.sopInstanceUid, frame: evidence.frame });
    },
    [report],
  );
  const attention: Attention = { activeKey, hoveredKey, focus, pointAt: setHoveredKey };
  return (
    <div className={classes.desk}>
      {shown ? (
        <FilmPanel
          images={images}
          shown={shown}
          regions={regions}
          litSentenceId={hoveredKey ?? activeKey}
          notes={[...identityNotes(study), ...(isSpoken ? (report?.notes ?? []) : [])]}
          prior={isSpoken ? (report?.prior ?? null) : null}
          onShow={setChosen}
          onPointAt={setHoveredKey}
          onPick={focus}
        />
      ) : (
        <EmptyState title="No image in this study">Nothing with pixels has arrived for it.</EmptyState>
      )}
      {report ? (
        <ReportPanel key={report.id} report={report} attention={attention} />
      ) : (
        <NoReportPanel standing={standing} study={study} />
      )}
    </div>
  );
}

/** The film that the report speaks of. */
const spokenFilm = ({ sentences }: Report) => sentences.find(({ evidence }) => evidence)?.evidence;

/** The film the report speaks of; else the first image that has pixels. */
function firstImage(images: ReturnType<typeof filmImages>, report: Report | undefined): ImageRef | null {
  const spoken = report && spokenFilm(report);
  if (spoken && images.some((image) => image.sopInstanceUid === spoken.sopInstanceUid)) {
    return { sopInstanceUid: spoken.sopInstanceUid, frame: spoken.frame };
  }
  const image = images.find((one) => one.hasPixels) ?? images[0];
  return image ? { sopInstanceUid: image.sopInstanceUid, frame: 1 } : null;
}
