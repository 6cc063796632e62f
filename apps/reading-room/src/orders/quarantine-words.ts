import type { QuarantinedObject, QuarantineRetry } from '@wetread/contracts';
import { counted } from '../wording/words';

interface Words {
  /** What happened, in a few words. */
  readonly title: string;
  /** What to do about it. */
  readonly way: string;
  /** What stood in its way can go away without the object being another. */
  readonly mayChange?: true;
}

const REASONS: readonly (readonly [pattern: RegExp, words: Words])[] = [
  [
    /^store\.study-of-other-patient$/,
    {
      title: 'Another patient than its study',
      way: 'Correct the Patient ID or its issuer at the sender and send it again. If two numbers are one person’s, have the RIS send a merge (ADT^A40), then try this one again.',
      mayChange: true,
    },
  ],
  [
    /^store\.(sop-instance-taken|sop-instance-elsewhere)$/,
    {
      title: 'Its UID is taken by another object',
      way: 'What is stored keeps its UID, also when it is deleted. Have the sender give the changed object a SOP Instance UID of its own.',
    },
  ],
  [
    /^store\.series-in-other-study$/,
    {
      title: 'Its series belongs to another study',
      way: 'Have the sender give the series a Series Instance UID of its own.',
    },
  ],
  [
    /^store\.(study-mismatch|announced-otherwise|patient-mismatch)$/,
    {
      title: 'Not what it was announced as',
      way: 'The sender is at fault: it named one object and sent another. Tried again, it is stored as what it says itself.',
    },
  ],
  [
    /^store\.object-too-large$/,
    {
      title: 'Too large',
      way: 'Raise WETREAD_MAX_INSTANCE_BYTES if such objects are wanted, and send it again.',
    },
  ],
  [
    /^store\.(no-room|failed)$/,
    { title: 'Could not be stored', way: 'Make room on the disk and send it again.' },
  ],
  [
    /^dicom\.not-dicom$/,
    {
      title: 'Not a DICOM file',
      way: 'Nothing to do, unless it should have been one: then look at the sender.',
    },
  ],
  [
    /^dicom\.truncated$/,
    { title: 'Cut off', way: 'Send it again; if it comes cut off again, the file is damaged where it lies.' },
  ],
  [
    /^dicom\./,
    {
      title: 'Not readable as DICOM',
      way: 'Look at the object where it comes from; the reason names the element.',
    },
  ],
];

/** Whether trying it again as it is may help by now. */
export const mayHaveChanged = (object: Pick<QuarantinedObject, 'reasonCode'>): boolean =>
  quarantineWords(object).mayChange ?? false;

/** What happened to an object and the way out; the server's message has the particulars. */
export const quarantineWords = ({ reasonCode }: Pick<QuarantinedObject, 'reasonCode'>): Words =>
  REASONS.find(([pattern]) => pattern.test(reasonCode))?.[1] ?? {
    title: 'Not stored',
    way: 'Mend what the reason names, and send it again.',
  };

const DOORS: Record<QuarantinedObject['source']['kind'], string> = {
  dimse: 'by DICOM',
  stow: 'by STOW-RS',
  import: 'by import',
  prior: 'fetched as a prior',
  own: 'made here',
};

export const doorWords = ({ kind }: QuarantinedObject['source']): string => DOORS[kind];

/** `1.8 MB`. */
export function sizeWords(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB'];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const value = bytes / 1000 ** power;
  return `${power > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}

/** What became of objects that were tried again. */
export interface Retried {
  readonly stored: number;
  readonly turnedAway: readonly QuarantineRetry[];
}

export function retriedWords({ stored, turnedAway }: Retried): string {
  if (turnedAway.length > 0) return `${stored} stored, ${turnedAway.length} turned away again`;
  return stored > 0 ? `${counted(stored, 'object')} stored` : 'It had left quarantine already';
}
