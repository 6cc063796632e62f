import type { IdentityNote, StudyDetail } from '@wetread/contracts';
import type { FilmNote } from '../viewer/film-notes';
import { day } from '../wording/dates';
import { personName } from '../wording/person-name';

/** What is doubtful about whose film this is, in a sentence each. */
export const identityNotes = ({ identityNotes: notes }: Pick<StudyDetail, 'identityNotes'>): FilmNote[] =>
  notes.map((note, index) => ({ code: `identity-${index}`, message: noteSentence(note) }));

/** A note in a sentence, with what both sides said. */
export function noteSentence({
  kind,
  differences,
  source,
}: Pick<IdentityNote, 'kind' | 'differences' | 'source'>): string {
  const differing = differences.map(differenceWords).join(', ');
  switch (kind) {
    case 'demographics-differ':
      return `An image of this study says otherwise: ${differing} (${source}). The study keeps what came first.`;
    case 'demographics-updated':
      return `Corrected after the study came: ${differing} (${source}).`;
    case 'update-withheld':
      return `Check whose film this is: ${source} gives this Patient ID to someone else (${differing}); the study was left as it is.`;
    case 'patient-merged':
      return `This study came under another Patient ID, which was merged into this patient’s (${source}).`;
  }
}

const NAMES = { PatientName: 'name', PatientBirthDate: 'birth date', PatientSex: 'sex' } as const;

function differenceWords({ attribute, held, received }: IdentityNote['differences'][number]): string {
  const shown = { PatientName: personName, PatientBirthDate: day, PatientSex: String }[attribute];
  return `${NAMES[attribute]} ${shown(received)} instead of ${shown(held)}`;
}
