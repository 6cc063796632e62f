import type { FilmFindings, ReportSentence } from '@wetread/reporting';
import type { ErrorKind } from './error-kind';

/** A text with exactly one error in it, and where it is. */
export interface PlantedError {
  readonly kind: ErrorKind;
  readonly sentences: readonly ReportSentence[];
  readonly film: FilmFindings;
  /** The sentence that is wrong; `null` when the error is that one is missing. */
  readonly at: string | null;
  /** The finding that was left out. */
  readonly leftOut: string | null;
}
