import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import page from '../components/page.module.css';
import { Listing, NoRows } from '../components/listing';
import { MessageRows } from './message-rows';
import { useMessages } from './use-received';

const SHOWN = [
  { value: 'all', label: 'All' },
  { value: 'refused', label: 'Refused' },
];

/** The HL7 messages that came, and what was answered. */
export function MessagesPart() {
  const [show, setShow] = useState<'all' | 'refused'>('all');
  const list = useMessages(show);
  return (
    <>
      <div className={page.sectionHead}>
        <SegmentedControl
          size="xs"
          aria-label="Which messages"
          data={SHOWN}
          value={show}
          onChange={(value) => setShow(value === 'refused' ? 'refused' : 'all')}
        />
      </div>
      <p className={page.note}>
        What was refused changed nothing. Mend it at the sender and have it sent again: the same message is
        tried anew, one that was accepted is answered alike and done once.
      </p>
      <Listing list={list} empty={<NoRows>{show === 'all' ? NO_MESSAGE : 'No message was refused.'}</NoRows>}>
        <MessageRows messages={list.rows} />
      </Listing>
    </>
  );
}

const NO_MESSAGE = (
  <>
    No HL7 message has come yet. The listener is off until <code>WETREAD_HL7_PORT</code> names a port; who may
    connect is told by <code>WETREAD_HL7_ALLOWED_ADDRESSES</code>.
  </>
);
