import type { StudyDetail, WorklistItem } from '@wetread/contracts';
import { Mark, PriorityChip } from '../components/state-chip';
import { ageAt, day } from '../wording/dates';
import { personName } from '../wording/person-name';
import classes from './patient-line.module.css';

/** Whose film it is, in the bar above it. */
export function PatientLine({ study, standing }: { study: StudyDetail; standing: WorklistItem | null }) {
  const facts = [
    study.patientId,
    study.sex,
    ageAt(study.birthDate, study.studyDate),
    study.studyDescription,
    day(study.studyDate),
  ];
  return (
    <div className={classes.line}>
      <h1 className={classes.name}>{personName(study.patientName)}</h1>
      {standing && standing.priority !== 'routine' && <PriorityChip priority={standing.priority} />}
      {standing?.marks.map((mark) => (
        <Mark key={mark}>{mark}</Mark>
      ))}
      <span className={classes.facts}>{facts.filter(Boolean).join(' · ')}</span>
    </div>
  );
}
