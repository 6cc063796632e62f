import { Select } from '@mantine/core';
import { DeliveryState } from '@wetread/contracts';
import { useState } from 'react';
import { EmptyState } from '../components/empty-state';
import { CONNECTIONS_DENIED, GatedPage } from '../components/gated-page';
import { Listing } from '../components/listing';
import classes from '../components/page.module.css';
import { ProblemNotice } from '../components/problem-notice';
import { DeliveryRows } from '../deliveries/delivery-rows';
import { DELIVERY_STATE_WORDS } from '../deliveries/delivery-words';
import { DestinationList } from '../deliveries/destination-list';
import { useDeliveries, useDestinations } from '../deliveries/use-deliveries';

const STATES = DeliveryState.options.map((value) => ({ value, label: DELIVERY_STATE_WORDS[value] }));

export function DeliveriesPage() {
  return (
    <GatedPage title="Deliveries" ability="manage-connections" denied={CONNECTIONS_DENIED}>
      <Ledger />
    </GatedPage>
  );
}

function Ledger() {
  const [state, setState] = useState<DeliveryState | undefined>();
  const destinations = useDestinations();
  const list = useDeliveries({ state });
  return (
    <>
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
      <Listing
        list={list}
        empty={
          <EmptyState title={state ? 'No delivery is in this state' : 'Nothing has been sent yet'}>
            {!state && 'Signed reports leave to the destinations that are set up under /api/destinations.'}
          </EmptyState>
        }
      >
        <DeliveryRows deliveries={list.rows} now={list.query.dataUpdatedAt} />
      </Listing>
    </>
  );
}
