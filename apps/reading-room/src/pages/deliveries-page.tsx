import { Button, Select, Skeleton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { DeliveryState } from '@wetread/contracts';
import { useState } from 'react';
import { AppFrame } from '../components/app-frame';
import { EmptyState } from '../components/empty-state';
import { ProblemNotice } from '../components/problem-notice';
import { DeliveryRows } from '../deliveries/delivery-rows';
import { DELIVERY_STATE_WORDS } from '../deliveries/delivery-words';
import { DestinationList } from '../deliveries/destination-list';
import { useDeliveries, useDestinations } from '../deliveries/use-deliveries';
import { useAbility } from '../session/use-session';
import classes from './audit-page.module.css';

const STATES = DeliveryState.options.map((value) => ({ value, label: DELIVERY_STATE_WORDS[value] }));

export function DeliveriesPage() {
  useDocumentTitle('Deliveries · Wetread');
  const allowed = useAbility('manage-connections');
  return (
    <AppFrame>
      {allowed ? (
        <Ledger />
      ) : (
        <EmptyState title="Your role may not manage connections">Administrators may.</EmptyState>
      )}
    </AppFrame>
  );
}

function Ledger() {
  const [state, setState] = useState<DeliveryState | undefined>();
  const destinations = useDestinations();
  const { query, deliveries, total } = useDeliveries({ state });
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>Deliveries</h1>
        <Select
          className={classes.filter}
          aria-label="Only in this state"
          placeholder="Every state"
          data={STATES}
          value={state ?? null}
          clearable
          onChange={(value) => setState(value ? DeliveryState.parse(value) : undefined)}
        />
      </header>
      {destinations.isError && (
        <ProblemNotice error={destinations.error} onRetry={() => void destinations.refetch()} />
      )}
      {destinations.data && (
        <DestinationList destinations={destinations.data} now={destinations.dataUpdatedAt} />
      )}
      {query.isPending && <Skeleton height={240} />}
      {query.isError && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {deliveries.length > 0 && <DeliveryRows deliveries={deliveries} />}
      {query.isSuccess && deliveries.length === 0 && (
        <EmptyState title={state ? 'No delivery is in this state' : 'Nothing has been sent yet'}>
          {!state && 'Signed reports leave to the destinations that are set up under /api/destinations.'}
        </EmptyState>
      )}
      {query.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          onClick={() => void query.fetchNextPage()}
          loading={query.isFetchingNextPage}
        >
          Older ({deliveries.length} of {total})
        </Button>
      )}
    </div>
  );
}
