import { Button, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { DeliveryState } from '@wetread/contracts';
import { useState } from 'react';
import { CONNECTIONS_DENIED, GatedPage } from '../components/gated-page';
import { Listing, NoRows } from '../components/listing';
import page from '../components/page.module.css';
import { DeliveryRows } from '../deliveries/delivery-rows';
import { DELIVERY_STATE_WORDS } from '../deliveries/delivery-words';
import { DestinationDialogs } from '../deliveries/destination-dialogs';
import { DestinationSection } from '../deliveries/destination-section';
import { useDeliveries } from '../deliveries/use-deliveries';
import { useDestinationDesk } from '../deliveries/use-destination-desk';
import { useShortcuts } from '../keyboard/use-shortcuts';

const STATES = DeliveryState.options.map((value) => ({ value, label: DELIVERY_STATE_WORDS[value] }));

export function DeliveriesPage() {
  return (
    <GatedPage title="Deliveries" ability="manage-connections" denied={CONNECTIONS_DENIED}>
      <Deliveries />
    </GatedPage>
  );
}

function Deliveries() {
  const desk = useDestinationDesk();
  useShortcuts({ new: desk.add });
  return (
    <>
      <header className={page.head}>
        <h1>Deliveries</h1>
        <div className={page.push}>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={desk.add}>
            Add a destination
          </Button>
        </div>
      </header>
      <DestinationSection desk={desk} />
      <Ledger />
      <DestinationDialogs desk={desk} />
    </>
  );
}

function Ledger() {
  const [state, setState] = useState<DeliveryState | undefined>();
  const list = useDeliveries({ state });
  return (
    <section className={page.section} aria-label="Ledger">
      <div className={page.sectionHead}>
        <h2>Ledger</h2>
        <Select
          className={page.filter}
          size="xs"
          aria-label="Only in this state"
          placeholder="Every state"
          data={STATES}
          value={state ?? null}
          clearable
          onChange={(value) => setState(value ? DeliveryState.parse(value) : undefined)}
        />
      </div>
      <Listing
        list={list}
        empty={<NoRows>{state ? 'No delivery is in this state.' : 'Nothing has been sent yet.'}</NoRows>}
      >
        <DeliveryRows deliveries={list.rows} now={list.query.dataUpdatedAt} />
      </Listing>
    </section>
  );
}
