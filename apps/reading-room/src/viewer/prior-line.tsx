import { IconHistory } from '@tabler/icons-react';
import type { Report } from '@wetread/contracts';
import { Link } from 'wouter';
import { day } from '../wording/dates';
import { studyPath } from '../worklist/study-path';
import classes from './film-notes.module.css';

/** The earlier film that the draft was compared with, and the way to it. */
export function PriorLine({ prior }: { prior: Report['prior'] }) {
  if (!prior) return null;
  return (
    <div className={classes.notes} data-testid="prior-line">
      <IconHistory className={classes.icon} size={16} stroke={1.8} aria-hidden />
      <p>
        Compared with{' '}
        <Link href={studyPath(prior.studyInstanceUid)}>
          {prior.acquiredOn ? `the film of ${day(prior.acquiredOn)}` : 'an earlier film'}
        </Link>
      </p>
    </div>
  );
}
