import { DomainError } from '@wetread/kernel';

export class ModelNotFound extends DomainError {
  readonly code = 'model.not-found';
  readonly status = 'not-found';
  constructor(where: string, kind = 'model') {
    super(`No ${kind} in ${where}: a model is a folder <name>/<version> with a manifest.json`);
  }
}

export class ModelManifestInvalid extends DomainError {
  readonly code = 'model.manifest-invalid';
  readonly status = 'invalid';
  constructor(path: string, faults: string) {
    super(`${path} is not a model manifest: ${faults}`);
  }
}

/** A file of the model is not the one that its manifest pins; it is never loaded. */
export class ModelChanged extends DomainError {
  readonly code = 'model.changed';
  readonly status = 'conflict';
  constructor(
    /** As the manifest names it. */
    readonly file: string,
    expected: string,
    found: string,
  ) {
    super(
      `${file} is not the file of this model: its SHA-256 is ${found}, the manifest pins ${expected}; restore the model folder`,
    );
  }
}

export class ModelFileMissing extends DomainError {
  readonly code = 'model.file-missing';
  readonly status = 'not-found';
  constructor(
    readonly file: string,
    options?: ErrorOptions,
  ) {
    super(`The model's file ${file} is missing or cannot be read; restore the model folder`, options);
  }
}

/** Weights, tokenizer and manifest do not fit together. */
export class ModelIncoherent extends DomainError {
  readonly code = 'model.incoherent';
  readonly status = 'invalid';
  constructor(fault: string) {
    super(`The model's files do not fit together: ${fault}`);
  }
}
