import { DomainError } from '@wetread/kernel';

/** The worker thread ended while it read a film, twice. */
export class ReaderCrashed extends DomainError {
  readonly code = 'inference.reader-crashed';
  readonly status = 'unavailable';
  constructor(cause: string) {
    super(`The film could not be read: its worker thread ended (${cause})`);
  }
}

export class ReadingTimedOut extends DomainError {
  readonly code = 'inference.timed-out';
  readonly status = 'unavailable';
  constructor(seconds: number) {
    super(`The film was not read within ${seconds} s; its worker thread was stopped`);
  }
}

export class EngineClosed extends DomainError {
  readonly code = 'inference.engine-closed';
  readonly status = 'unavailable';
  constructor() {
    super('The engine is closed and reads no more films');
  }
}

/** An error of a worker thread that is no crash: it told what went wrong. */
export class ReadingFailed extends DomainError {
  readonly status = 'unavailable';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
