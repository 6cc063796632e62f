import { outcome, type Outcome, type OutcomeKind } from '../../domain/outcome';
import { type HttpAnswer, HttpTrouble } from './http-exchange';

/**
 * What an HTTP status means for a delivery (RFC 9110 section 15). Faults of address or credentials concern all that
 * is sent there, not this message: the lane waits until somebody has put them right.
 */
function kindOf(status: number): OutcomeKind {
  if (status >= 200 && status < 300) return 'accepted';
  if ((status >= 300 && status < 400) || [401, 403, 404, 405, 407, 429, 502, 503, 504].includes(status))
    return 'unavailable';
  if (status >= 500 || status === 408 || status === 409 || status === 425) return 'failed';
  return 'rejected';
}

/** An answer as an outcome; `answer` is what may be kept of it besides the status. */
export function httpOutcome({ status, headers }: HttpAnswer, answer: string | null = null): Outcome {
  const seconds = Number(headers['retry-after']);
  return {
    ...outcome(kindOf(status), `http.${status}`, answer),
    ...(Number.isFinite(seconds) && seconds > 0 ? { retryAfterSeconds: seconds } : {}),
  };
}

/** @throws whatever is no {@link HttpTrouble} */
export function troubleOutcome(error: unknown): Outcome {
  if (!(error instanceof HttpTrouble)) throw error;
  return outcome(error.mayHaveArrived ? 'unanswered' : 'unavailable', `net.${error.code}`);
}
