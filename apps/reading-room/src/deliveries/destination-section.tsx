import { Skeleton } from '@mantine/core';
import { NoRows } from '../components/listing';
import page from '../components/page.module.css';
import { ProblemNotice } from '../components/problem-notice';
import { DestinationList } from './destination-list';
import type { DestinationDesk } from './use-destination-desk';

/** Where results go. */
export function DestinationSection({
  desk: { destinations, list, edit, retire },
}: {
  desk: DestinationDesk;
}) {
  return (
    <section aria-label="Destinations">
      <div className={page.sectionHead}>
        <h2>Destinations</h2>
      </div>
      {destinations.isPending && (
        <Skeleton height={120} role="status" aria-label="Fetching the destinations" />
      )}
      {destinations.isError && (
        <ProblemNotice error={destinations.error} onRetry={() => void destinations.refetch()} />
      )}
      {destinations.isSuccess && list.length === 0 && (
        <NoRows>
          No destination is set up: signed reports stay here. Add the archive, the RIS, the EHR or the portal
          that is to get them.
        </NoRows>
      )}
      {list.length > 0 && (
        <DestinationList
          destinations={list}
          now={destinations.dataUpdatedAt}
          onEdit={edit}
          onRetire={retire}
        />
      )}
    </section>
  );
}
