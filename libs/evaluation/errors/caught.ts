import type { FilmFindings, ReportSentence } from '@wetread/reporting';
import { findingLabel } from '@wetread/terminology';
import { errorKinds } from './error-kind';
import type { PlantedError } from './planted-error';

export type Verify = (sentences: readonly ReportSentence[], film: FilmFindings) => readonly ReportSentence[];

/** What the verifier made of a planted error. */
export interface Catch {
  /** A flag at the sentence that is wrong, one that the untouched text does not carry there. */
  readonly flagged: boolean;
  /** One of these calls the error what it is. */
  readonly named: boolean;
}

/** Reads the text before and after an error was planted. A flag that was there before counts for nothing. */
export function catchOf(error: PlantedError, untouched: readonly ReportSentence[], verify: Verify): Catch {
  const before = new Set(untouched.flatMap(({ id, flags }) => flags.map((flag) => keyOf(id, flag))));
  const fresh = verify(error.sentences, error.film)
    .filter(({ id }) => error.at === null || id === error.at)
    .flatMap(({ id, flags }) => flags.filter((flag) => !before.has(keyOf(id, flag))));
  const told: readonly string[] = errorKinds[error.kind].told;
  if (error.leftOut !== null) {
    const name = findingLabel(error.leftOut);
    const isTold = fresh.some(({ code, message }) => code === 'omitted' && message.includes(name));
    return { flagged: isTold, named: isTold };
  }
  return { flagged: fresh.length > 0, named: fresh.some(({ code }) => told.includes(code)) };
}

/** Omissions move to another sentence when the last one goes: they are known by what they say alone. */
const keyOf = (id: string, { code, message }: ReportSentence['flags'][number]): string =>
  code === 'omitted' ? message : `${id} ${code} ${message}`;
