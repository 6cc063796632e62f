import { SegmentedControl } from '@mantine/core';
import type { ReviewedIdentityNote } from '@wetread/contracts';
import { useState } from 'react';
import page from '../components/page.module.css';
import { Listing, NoRows } from '../components/listing';
import { MergeRows } from './merge-rows';
import { NoteCard } from './note-card';
import classes from './note-card.module.css';
import { SettleDialog } from './settle-dialog';
import { useIdentityNotes, useMerges, useSettleNote } from './use-received';

const SHOWN = [
  { value: 'open', label: 'Open' },
  { value: 'all', label: 'All' },
];

/** Doubts about whose study it is, and merged patients. */
export function PatientsPart() {
  return (
    <>
      <Doubts />
      <Merges />
    </>
  );
}

function Doubts() {
  const [show, setShow] = useState<'open' | 'all'>('open');
  const [settling, setSettling] = useState<ReviewedIdentityNote | null>(null);
  const settle = useSettleNote();
  const list = useIdentityNotes(show);
  return (
    <section aria-label="Doubts">
      <div className={page.sectionHead}>
        <h2>Whose study it is</h2>
        <SegmentedControl
          size="xs"
          aria-label="Which notes"
          data={SHOWN}
          value={show}
          onChange={(value) => setShow(value === 'all' ? 'all' : 'open')}
        />
      </div>
      <p className={page.note}>
        A study keeps what came first, unless HL7 tells better; where HL7 may mean another person, the update
        is withheld. Nothing is decided here without you, and nothing is ever unmerged automatically.
      </p>
      <Listing
        list={list}
        empty={
          <NoRows>
            {show === 'open'
              ? 'No doubt is open: what objects and messages say of patients agrees, or somebody has settled it.'
              : 'Nothing was ever noted about a patient.'}
          </NoRows>
        }
      >
        <ul className={classes.list} data-testid="identity-notes">
          {list.rows.map((note) => (
            <NoteCard
              key={note.id}
              note={note}
              onSettle={() => {
                settle.reset();
                setSettling(note);
              }}
            />
          ))}
        </ul>
      </Listing>
      {settling && <SettleDialog note={settling} settle={settle} onClose={() => setSettling(null)} />}
    </section>
  );
}

function Merges() {
  const list = useMerges();
  return (
    <section className={page.section} aria-label="Merged patients">
      <div className={page.sectionHead}>
        <h2>Merged patients</h2>
      </div>
      <p className={page.note}>
        Studies and orders of a retired identifier belong to the survivor at once, and so does what comes
        under it later. Searching for the old identifier still finds them.
      </p>
      <Listing
        list={list}
        empty={<NoRows>No patients have been merged. A merge comes by HL7 (ADT^A40).</NoRows>}
      >
        <MergeRows merges={list.rows} />
      </Listing>
    </section>
  );
}
