import { Button, Skeleton } from '@mantine/core';
import { ProblemNotice } from '../components/problem-notice';
import { AuditList } from './audit-list';
import { useAudit } from './use-audit';
import classes from './study-audit.module.css';

/** Everything that happened to one study. */
export function StudyAudit({ studyInstanceUid }: { studyInstanceUid: string }) {
  const { query, rows: entries } = useAudit({ studyInstanceUid });
  if (query.isPending) return <Skeleton height={96} m="md" />;
  return (
    <div className={classes.panel}>
      {query.isError && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {entries.length > 0 && <AuditList entries={entries} />}
      {query.isSuccess && entries.length === 0 && (
        <p className={classes.none}>Nothing is recorded for this study.</p>
      )}
      {query.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          onClick={() => void query.fetchNextPage()}
          loading={query.isFetchingNextPage}
        >
          Older
        </Button>
      )}
    </div>
  );
}
