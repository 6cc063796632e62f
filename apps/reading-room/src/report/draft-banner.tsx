import { IconAlertCircle } from '@tabler/icons-react';
import type { Report } from '@wetread/contracts';
import { reasonWords } from '../wording/words';
import { isWithdrawn } from './withdrawal';
import classes from './draft-banner.module.css';

/** Stays in sight until somebody has signed, and again when the report was taken back. */
export function DraftBanner({ report }: { report: Report }) {
  if (isWithdrawn(report.status)) {
    return (
      <div className={classes.banner} role="note">
        <IconAlertCircle size={17} stroke={1.9} aria-hidden />
        <strong>Withdrawn, do not use</strong>
        <span>{report.reason}</span>
      </div>
    );
  }
  if (report.status !== 'preliminary') return null;
  const edited = report.sentences.some((sentence) => sentence.author === 'person');
  return (
    <div className={classes.banner} role="note">
      <IconAlertCircle size={17} stroke={1.9} aria-hidden />
      <strong>{edited ? 'AI draft, edited, not signed' : 'AI draft, not reviewed'}</strong>
      <span>{report.reason ? reasonWords(report.reason) : 'Nobody answers for this text yet.'}</span>
    </div>
  );
}
