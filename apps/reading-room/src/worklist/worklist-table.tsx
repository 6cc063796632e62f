import type { WorklistItem } from '@wetread/contracts';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { Mark, PriorityChip, StateChip } from '../components/state-chip';
import { ageAt, ago, day, exactMoment } from '../wording/dates';
import { personName } from '../wording/person-name';
import { counted } from '../wording/words';
import { studyPath } from './study-path';
import classes from './worklist-table.module.css';

interface Props {
  items: readonly WorklistItem[];
  cursor: number;
  now: number;
  onPoint: (index: number) => void;
  onOpen: (item: WorklistItem) => void;
}

export function WorklistTable({ items, cursor, now, onPoint, onOpen }: Props) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Priority</th>
          <th scope="col">State</th>
          <th scope="col">Patient</th>
          <th scope="col">Study</th>
          <th scope="col">Draft</th>
          <th scope="col" className={classes.received}>
            Received
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item, index) => (
          <Row
            key={item.studyInstanceUid}
            item={item}
            current={index === cursor}
            now={now}
            onPoint={() => onPoint(index)}
            onOpen={() => onOpen(item)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  item: WorklistItem;
  current: boolean;
  now: number;
  onPoint: () => void;
  onOpen: () => void;
}

function Row({ item, current, now, onPoint, onOpen }: RowProps) {
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <tr
      ref={row}
      className={classes.row}
      data-current={current || undefined}
      onMouseMove={onPoint}
      onClick={onOpen}
    >
      <td>
        <PriorityChip priority={item.priority} />
      </td>
      <td>
        <StateChip state={item.state} />
      </td>
      <td>
        <Link
          href={studyPath(item.studyInstanceUid)}
          className={classes.patient}
          aria-current={current || undefined}
          onFocus={onPoint}
          onClick={(event) => event.stopPropagation()}
        >
          {personName(item.patientName)}
        </Link>
        <div className={classes.second}>
          {[item.patientId, item.sex, ageAt(item.birthDate, item.studyDate)].filter(Boolean).join(' · ')}
        </div>
      </td>
      <td>
        <div className={classes.study}>
          {item.studyDescription ?? 'No description'}
          {item.marks.map((mark) => (
            <Mark key={mark}>{mark}</Mark>
          ))}
        </div>
        <div className={classes.second}>
          {[item.modalities.join(' '), counted(item.instanceCount, 'image'), day(item.studyDate)]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </td>
      <td className={classes.draft}>
        <DraftCell item={item} />
      </td>
      <td className={classes.received} title={exactMoment(item.receivedAt)}>
        {ago(item.receivedAt, now)}
      </td>
    </tr>
  );
}

function DraftCell({ item }: { item: WorklistItem }) {
  if (item.refusal) return <p className={classes.reason}>{item.refusal.reason}</p>;
  if (item.state === 'failed')
    return <p className={classes.reason}>Something failed on the way. See the audit trail.</p>;
  if (!item.reportId) return null;
  if (item.findings.length === 0) return <p className={classes.nothing}>No finding</p>;
  return (
    <ul className={classes.findings} aria-label="Findings">
      {item.findings.map((finding) => (
        <li key={finding}>{finding}</li>
      ))}
    </ul>
  );
}
