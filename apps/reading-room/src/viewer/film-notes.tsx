import { IconInfoCircle } from '@tabler/icons-react';
import type { Report } from '@wetread/contracts';
import classes from './film-notes.module.css';

/** What must be known of the film above it, e.g. that the model read it the other way up. */
export type FilmNote = Report['notes'][number];

export function FilmNotes({ notes }: { notes: readonly FilmNote[] }) {
  if (notes.length === 0) return null;
  return (
    <div className={classes.notes} role="note" data-testid="film-notes">
      <IconInfoCircle className={classes.icon} size={16} stroke={1.8} aria-hidden />
      <div>
        {notes.map(({ code, message }) => (
          <p key={code}>{message}</p>
        ))}
      </div>
    </div>
  );
}

/** Whether the film was found turned against what its file says: then neither file nor custom tells its sides. */
export const isTurned = (notes: readonly FilmNote[]): boolean =>
  notes.some(({ code }) => code.startsWith('rotated-'));
