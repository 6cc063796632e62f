import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import page from '../components/page.module.css';
import { Listing, NoRows } from '../components/listing';
import { OrderRows } from './order-rows';
import { useReceivedOrders } from './use-received';

const SHOWN = [
  { value: 'all', label: 'All' },
  { value: 'unmatched', label: 'Without a study' },
];

/** Orders received, and the study that each met. */
export function OrdersPart() {
  const [show, setShow] = useState<'all' | 'unmatched'>('all');
  const list = useReceivedOrders(show);
  return (
    <>
      <div className={page.sectionHead}>
        <SegmentedControl
          size="xs"
          aria-label="Which orders"
          data={SHOWN}
          value={show}
          onChange={(value) => setShow(value === 'unmatched' ? 'unmatched' : 'all')}
        />
      </div>
      <p className={page.note}>
        An order meets its study by Study Instance UID or accession number, and only where both name the same
        patient.
      </p>
      <Listing
        list={list}
        empty={
          <NoRows>{show === 'all' ? NO_ORDER : 'Every order has met its study, or is cancelled.'}</NoRows>
        }
      >
        <OrderRows orders={list.rows} />
      </Listing>
    </>
  );
}

const NO_ORDER = (
  <>
    No order has come yet. Open the HL7 listener with <code>WETREAD_HL7_PORT</code> and have the RIS send ORM
    or OMI there, or name modality worklists in <code>WETREAD_MWL_SOURCES</code>: they are asked about each
    study that comes without an order.
  </>
);
