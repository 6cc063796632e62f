import { DomainError } from '@wetread/kernel';
import { exitCode } from './exit-codes';

/** One line for what was foreseen; the stack only for what was not, or with `WETREAD_LOG_LEVEL=debug`. */
export function fail(error: unknown): void {
  if (error instanceof DomainError) {
    console.error(`wetread: ${error.message} [${error.code}]`);
    process.exitCode = error.status === 'invalid' ? exitCode.usage : exitCode.failed;
  } else {
    console.error('wetread:', error instanceof Error ? (error.stack ?? error.message) : error);
    process.exitCode = exitCode.failed;
  }
}
