import { Button, Skeleton } from '@mantine/core';
import { useDebouncedValue, useDocumentTitle } from '@mantine/hooks';
import type { WorklistItem } from '@wetread/contracts';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { AppFrame } from '../components/app-frame';
import { EmptyState } from '../components/empty-state';
import { ProblemNotice } from '../components/problem-notice';
import { useShortcuts } from '../keyboard/use-shortcuts';
import { counted } from '../wording/words';
import { studyPath } from '../worklist/study-path';
import { useWorklist } from '../worklist/use-worklist';
import { WorklistFilters, type Filters } from '../worklist/worklist-filters';
import { WorklistTable } from '../worklist/worklist-table';
import classes from './worklist-page.module.css';

const NO_FILTER: Filters = { state: null, priority: null, text: '' };

export function WorklistPage() {
  useDocumentTitle('Worklist · Wetread');
  const [filters, setFilters] = useState<Filters>(NO_FILTER);
  const [text] = useDebouncedValue(filters.text, 200);
  const { query, items: fetched, total } = useWorklist({ state: filters.state, text });
  const items = filters.priority ? fetched.filter((item) => item.priority === filters.priority) : fetched;
  const search = useRef<HTMLInputElement>(null);
  const { cursor, setCursor, open } = useRowCursor(items, search);
  const filtered = filters !== NO_FILTER && (filters.state || filters.priority || filters.text);

  return (
    <AppFrame>
      <div className={classes.page}>
        <header className={classes.head}>
          <div className={classes.title}>
            <h1>Worklist</h1>
            <span className={classes.count} role="status">
              {query.data ? counted(filters.priority ? items.length : total, 'study', 'studies') : ''}
            </span>
            {query.isError && query.data ? (
              <span className={classes.stale}>Not refreshed: the server does not answer</span>
            ) : null}
          </div>
          <WorklistFilters filters={filters} onChange={setFilters} searchRef={search} />
        </header>
        <div className={classes.list}>
          {query.isPending && <Waiting />}
          {query.isError && !query.data && (
            <div className={classes.problem}>
              <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
            </div>
          )}
          {items.length > 0 && (
            <WorklistTable
              items={items}
              cursor={cursor}
              now={query.dataUpdatedAt}
              onPoint={setCursor}
              onOpen={open}
            />
          )}
          {query.data && items.length === 0 && (
            <Nothing filtered={Boolean(filtered)} onClear={() => setFilters(NO_FILTER)} />
          )}
          {query.hasNextPage && (
            <div className={classes.more}>
              <Button
                variant="default"
                onClick={() => void query.fetchNextPage()}
                loading={query.isFetchingNextPage}
              >
                Show more ({fetched.length} of {total})
              </Button>
            </div>
          )}
        </div>
      </div>
    </AppFrame>
  );
}

function useRowCursor(items: readonly WorklistItem[], search: React.RefObject<HTMLInputElement | null>) {
  const [, navigate] = useLocation();
  // The cursor stays on its study while rows come and go above it.
  const [uid, setUid] = useState<string | null>(null);
  const found = items.findIndex((item) => item.studyInstanceUid === uid);
  const cursor = found === -1 ? 0 : found;
  const setCursor = (index: number): void => {
    const clamped = Math.max(0, Math.min(index, items.length - 1));
    setUid(items[clamped]?.studyInstanceUid ?? null);
  };
  const open = (item: WorklistItem | undefined): void => {
    if (item) navigate(studyPath(item.studyInstanceUid));
  };
  useShortcuts({
    'row-next': () => setCursor(cursor + 1),
    'row-previous': () => setCursor(cursor - 1),
    'row-open': () => open(items[cursor]),
    search: () => search.current?.focus(),
  });
  return { cursor, setCursor, open };
}

function Waiting() {
  return (
    <div className={classes.waiting} role="status" aria-label="Fetching the worklist">
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} height={40} radius="md" />
      ))}
    </div>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <EmptyState
        title="No study fits"
        action={
          <Button variant="default" onClick={onClear}>
            Clear the filters
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState title="No study has arrived yet">
      Send one with <code>storescu -aec WETREAD</code>, by STOW-RS to <code>/dicom-web/studies</code>, or with{' '}
      <code>npx wetread import PATH</code>. This page shows it by itself.
    </EmptyState>
  );
}
