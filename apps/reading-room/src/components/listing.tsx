import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import page from './page.module.css';
import { ProblemNotice } from './problem-notice';

interface Props {
  /** A query of pages, what they hold together, and how many rows there are. */
  list: {
    query: {
      isPending: boolean;
      isError: boolean;
      isSuccess: boolean;
      error: unknown;
      hasNextPage: boolean;
      isFetchingNextPage: boolean;
      refetch: () => unknown;
      fetchNextPage: () => unknown;
    };
    rows: readonly unknown[];
    total: number;
  };
  /** What is said where there is no row, and what to do about it. */
  empty: ReactNode;
  children: ReactNode;
}

/** Words in the place of rows, on a page that has more than one list. */
export const NoRows = ({ children }: { children: ReactNode }) => <div className={page.none}>{children}</div>;

/** A list with its waiting, its fault, its emptiness and its older rows. */
export function Listing({ list: { query, rows, total }, empty, children }: Props) {
  return (
    <>
      {query.isPending && <Skeleton height={160} role="status" aria-label="Fetching" />}
      {query.isError && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && empty}
      {rows.length > 0 && children}
      {query.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          onClick={() => void query.fetchNextPage()}
          loading={query.isFetchingNextPage}
        >
          Older ({rows.length} of {total})
        </Button>
      )}
    </>
  );
}
