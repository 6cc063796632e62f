import { Button, Group, Loader, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Report } from '@wetread/contracts';
import { keys } from '../api/query-client';
import { fetchReport, fetchRevisions } from '../api/reports';
import { ProblemNotice } from '../components/problem-notice';
import { exactMoment } from '../wording/dates';
import { reasonWords } from '../wording/words';
import { compareWords } from './compare-words';
import { textOf, type Draft } from './draft';
import { WordDifference } from './word-difference';
import classes from './report-dialogs.module.css';

interface Props {
  draft: Draft;
  onTakeTheirs: (report: Report) => void;
  onKeepMine: (report: Report) => void;
  onClose: () => void;
}

/** Somebody (or a late image) made a newer revision meanwhile. Shows what it changed; the reader decides. */
export function StaleDialog({ draft, onTakeTheirs, onKeepMine, onClose }: Props) {
  const current = useQuery({
    queryKey: [...keys.report(draft.base.id), 'overtaking', draft.base.revision],
    queryFn: async ({ signal }) => {
      const [report, revisions] = await Promise.all([
        fetchReport(draft.base.id, signal),
        fetchRevisions(draft.base.id, signal),
      ]);
      return { report, latest: revisions.find((one) => one.revision === report.revision) };
    },
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Modal opened onClose={onClose} title="This report changed while you were editing" size="lg">
      <div className={classes.body}>
        {current.isPending && <Loader size="sm" aria-label="Fetching the newer revision" />}
        {current.isError && <ProblemNotice error={current.error} onRetry={() => void current.refetch()} />}
        {current.data && (
          <>
            <p className={classes.lead}>
              {current.data.latest
                ? `Revision ${current.data.report.revision} by ${current.data.latest.author}, ${exactMoment(current.data.latest.createdAt)}. `
                : ''}
              {current.data.report.reason ? reasonWords(current.data.report.reason) : ''} Nothing of yours is
              lost.
            </p>
            <Compared
              title="What changed since you began"
              before={textOf(draft.base.sentences)}
              after={textOf(current.data.report.sentences)}
            />
            <Compared
              title="What you would save, against it"
              before={textOf(current.data.report.sentences)}
              after={textOf(draft.sentences)}
            />
          </>
        )}
      </div>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Decide later
        </Button>
        <Button
          variant="default"
          disabled={!current.data}
          onClick={() => current.data && onTakeTheirs(current.data.report)}
        >
          Take the new revision
        </Button>
        <Button disabled={!current.data} onClick={() => current.data && onKeepMine(current.data.report)}>
          Save mine on top
        </Button>
      </Group>
    </Modal>
  );
}

function Compared({ title, before, after }: { title: string; before: string; after: string }) {
  return (
    <section className={classes.text}>
      <h3>{title}</h3>
      {before === after ? <p>Nothing</p> : <WordDifference parts={compareWords(before, after)} />}
    </section>
  );
}
