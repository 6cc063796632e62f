import { Button } from '@mantine/core';
import type { ReviewedIdentityNote } from '@wetread/contracts';
import { Link } from 'wouter';
import { noteSentence } from '../reading/identity-words';
import { day, exactMoment } from '../wording/dates';
import { personName } from '../wording/person-name';
import { studyPath } from '../worklist/study-path';
import classes from './note-card.module.css';
import { patientIdWords } from './order-words';

const TITLES: Record<ReviewedIdentityNote['kind'], string> = {
  'demographics-differ': 'Objects of one study disagree',
  'demographics-updated': 'Corrected after the study came',
  'update-withheld': 'An update was withheld',
  'patient-merged': 'Came under a retired Patient ID',
};

/** What to do about a doubt; the policy is docs/identity.md. */
const WAYS_OUT: Partial<Record<ReviewedIdentityNote['kind'], string>> = {
  'demographics-differ':
    'If the study is right, settle it. If not, have the RIS send a patient update (ADT^A08): HL7 outranks what objects say.',
  'update-withheld':
    'Nobody told the issuer, and both name and birth date differ: this is probably another person with the same number. Name the issuer in the message or configure it, or settle it when the study is right.',
};

interface Props {
  note: ReviewedIdentityNote;
  onSettle: () => void;
}

/** One doubt about whose study it is, with the way out. */
export function NoteCard({ note, onSettle }: Props) {
  const { kind, patient, studyInstanceUid, studyDescription, studyDate, open, settled, at, times } = note;
  const title = [studyDescription ?? 'No description', day(studyDate)].filter(Boolean).join(', ');
  return (
    <li className={classes.card} data-open={open || undefined} data-testid="identity-note">
      <div className={classes.words}>
        <p className={classes.title}>{TITLES[kind]}</p>
        <p>{noteSentence(note)}</p>
        {open && WAYS_OUT[kind] && <p className={classes.way}>{WAYS_OUT[kind]}</p>}
        {settled && (
          <p className={classes.way}>
            Settled by {settled.byName ?? 'somebody who is gone'}, {exactMoment(settled.at)}: {settled.reason}
          </p>
        )}
        <p className={classes.facts}>
          <Link href={studyPath(studyInstanceUid)}>{title}</Link>
          <span>{personName(patient.patientName)}</span>
          <span>{patientIdWords(patient.patientId, patient.issuerOfPatientId)}</span>
          <span>
            {exactMoment(at)}
            {times > 1 && `, ${times} times`}
          </span>
        </p>
      </div>
      {open && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Settle: ${TITLES[kind]}, ${title}`}
          onClick={onSettle}
        >
          Settle
        </Button>
      )}
    </li>
  );
}
