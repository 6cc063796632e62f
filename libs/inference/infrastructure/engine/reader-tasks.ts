import type { DraftSentence, FilmInspection, PriorReading, Reading, Statement } from '../../domain/reading';
import type { FilmSource } from './film-source';

/** What a reader thread is asked. */
export type ReaderTask =
  | { readonly kind: 'read'; readonly film: FilmSource; readonly prior?: PriorReading | null }
  | { readonly kind: 'inspect'; readonly film: FilmSource }
  | { readonly kind: 'write'; readonly statements: readonly Statement[]; readonly place: Float32Array | null }
  | { readonly kind: 'embed-texts'; readonly texts: readonly string[] };

/** What it answers each kind of task with. */
export interface ReaderResults {
  read: Reading;
  inspect: FilmInspection;
  write: readonly DraftSentence[];
  'embed-texts': readonly Float32Array[];
}

/** What it answers any task with. */
export type ReaderResult = ReaderResults[ReaderTask['kind']];
