import { DomainError } from '@wetread/kernel';

/** A data set that a measure needs is not where the layout of the data folder puts it. */
export class EvaluationDataMissing extends DomainError {
  readonly code = 'evaluation.data-missing';
  readonly status = 'not-found';
  constructor(what: string, expected: string) {
    super(`${what} is expected at ${expected} and is not there; --data names the folder that holds it`);
  }
}

/** A table lacks a column or holds a value that cannot be. */
export class EvaluationDataInvalid extends DomainError {
  readonly code = 'evaluation.data-invalid';
  readonly status = 'invalid';
  constructor(path: string, fault: string) {
    super(`${path}: ${fault}`);
  }
}

/** A predictions file that cannot be read, or lacks films that are measured. */
export class PredictionsUnusable extends DomainError {
  readonly code = 'evaluation.predictions-unusable';
  readonly status = 'invalid';
  constructor(name: string, fault: string) {
    super(`The predictions ${name} cannot be used: ${fault}`);
  }
}

/** The split holds nothing that the measure could count. */
export class NothingToMeasure extends DomainError {
  readonly code = 'evaluation.nothing-to-measure';
  readonly status = 'invalid';
  constructor(measure: string, what: string) {
    super(`There is nothing to measure ${measure} on: ${what}`);
  }
}

/** An `evaluation.json` that is not there, or holds what this version cannot tell. */
export class EvaluationUnusable extends DomainError {
  readonly code = 'evaluation.unusable';
  readonly status = 'invalid';
  constructor(path: string, fault: string, options?: ErrorOptions) {
    super(`The evaluation ${path} cannot be used: ${fault}`, options);
  }
}

/** Parts that cannot stand in one table: of other weights, or of other films. */
export class EvaluationsApart extends DomainError {
  readonly code = 'evaluation.apart';
  readonly status = 'conflict';
  constructor(fault: string) {
    super(`The parts do not belong into one evaluation: ${fault}`);
  }
}
