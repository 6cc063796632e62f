import { DomainError } from '@wetread/kernel';

/**
 * A refusal of an object or of its pixels. `dicomStatus` is what a C-STORE response carries (PS3.4 table B.2-1:
 * A7xx out of resources, A9xx the data set does not match its SOP class, Cxxx cannot understand); STOW-RS puts the
 * same number into (0008,1197) FailureReason (PS3.18 table I.2-2). No message holds a value of the data set.
 */
export abstract class DicomError extends DomainError {
  abstract readonly dicomStatus: number;

  /** (0008,1197) Failure Reason of STOW-RS. */
  get failureReason(): number {
    return this.dicomStatus;
  }
}

/** The bytes are no DICOM Part 10 file (PS3.10 section 7.1). */
export class NotDicom extends DicomError {
  readonly code = 'dicom.not-dicom';
  readonly status = 'invalid';
  readonly dicomStatus = 0xc000;
  constructor(reason: string) {
    super(`Not a DICOM Part 10 file: ${reason}`);
  }
}

/** The 128-byte preamble makes the file a program as well (PS3.10 section 7.5, "File Preamble Security"). */
export class ExecutablePreamble extends DicomError {
  readonly code = 'dicom.executable-preamble';
  readonly status = 'invalid';
  readonly dicomStatus = 0xc001;
  constructor(kind: string) {
    super(
      `The file preamble is the start of an executable (${kind}); export the object anew with an empty preamble`,
    );
  }
}

/** A UID without which an instance has no identity is absent or empty. */
export class MissingUid extends DicomError {
  readonly code = 'dicom.missing-uid';
  readonly status = 'invalid';
  readonly dicomStatus = 0xa900;
  constructor(keyword: string) {
    super(`The object has no ${keyword}`);
  }
}

/** A UID holds something else than digits and dots, at most 64 characters (PS3.5 section 9.1). */
export class MalformedUid extends DicomError {
  readonly code = 'dicom.malformed-uid';
  readonly status = 'invalid';
  readonly dicomStatus = 0xa900;
  constructor(keyword: string) {
    super(`${keyword} is not a DICOM UID: digits and dots, at most 64 characters (PS3.5 section 9.1)`);
  }
}

/** File meta information and data set name different SOP classes (PS3.10 table 7.1-1). */
export class SopClassContradicted extends DicomError {
  readonly code = 'dicom.sop-class-contradicted';
  readonly status = 'invalid';
  readonly dicomStatus = 0xa901;
  constructor() {
    super('SOPClassUID of the data set differs from MediaStorageSOPClassUID of the file meta information');
  }
}

/** The object has pixel data, but Rows or Columns is 0 or absent (both type 1, PS3.3 C.7.6.3). */
export class ImageSizeMissing extends DicomError {
  readonly code = 'dicom.image-size-missing';
  readonly status = 'invalid';
  readonly dicomStatus = 0xa902;
  constructor(keyword: 'Rows' | 'Columns') {
    super(`The object has pixel data, but ${keyword} is 0 or absent`);
  }
}

/** An element announces more bytes than the object has. */
export class TruncatedObject extends DicomError {
  readonly code = 'dicom.truncated';
  readonly status = 'invalid';
  readonly dicomStatus = 0xc010;
  constructor(where: string) {
    super(`The object ends before its data do: ${where}`);
  }
}

/** The element structure cannot be followed. */
export class MalformedObject extends DicomError {
  readonly code = 'dicom.malformed';
  readonly status = 'invalid';
  readonly dicomStatus = 0xc011;
  constructor(reason: string, options?: ErrorOptions) {
    super(`The data set cannot be read: ${reason}`, options);
  }
}

/** The data set is not encoded as its transfer syntax says. */
export class TransferSyntaxContradicted extends DicomError {
  readonly code = 'dicom.transfer-syntax-contradicted';
  readonly status = 'invalid';
  readonly dicomStatus = 0xc012;
  constructor(
    readonly transferSyntaxUid: string,
    found: string,
  ) {
    super(`The object declares transfer syntax ${transferSyntaxUid}, but ${found}`);
  }
}

/** The object asks for more nesting or more elements than any real one has. */
export class StructureLimitExceeded extends DicomError {
  readonly code = 'dicom.structure-limit';
  readonly status = 'too-large';
  readonly dicomStatus = 0xa701;
  constructor(what: string) {
    super(`The data set has ${what}`);
  }
}

/** A deflated object or frame inflates beyond the limit: a deflate bomb, or larger than configured. */
export class InflateLimitExceeded extends DicomError {
  readonly code = 'dicom.inflate-limit';
  readonly status = 'too-large';
  readonly dicomStatus = 0xa702;
  constructor(limit: number) {
    super(`The deflated data inflate to more than the allowed ${limit} bytes`);
  }
}

/** The transfer syntax is known or unknown, but its pixels cannot be decoded here. */
export class UnsupportedTransferSyntax extends DicomError {
  readonly code = 'dicom.unsupported-transfer-syntax';
  readonly status = 'unsupported';
  readonly dicomStatus = 0xc122;
  constructor(
    readonly transferSyntaxUid: string,
    name: string,
  ) {
    super(`Pixels in transfer syntax ${name} (${transferSyntaxUid}) cannot be decoded`);
  }
}

/** The pixel module asks for something that this room does not decode, and the message says what. */
export class UnsupportedPixelFormat extends DicomError {
  readonly code = 'dicom.unsupported-pixel-format';
  readonly status = 'unsupported';
  readonly dicomStatus = 0xc020;
  constructor(what: string) {
    super(`The pixel format is not supported: ${what}`);
  }
}

/** The object has no pixel data, no such frame, or no image size. */
export class PixelDataMissing extends DicomError {
  readonly code = 'dicom.pixel-data-missing';
  readonly status = 'not-found';
  readonly dicomStatus = 0xc021;
  constructor(what: string) {
    super(`There is no picture to decode: ${what}`);
  }
}

/** The pixel data contradict their description or their codec cannot read them. */
export class PixelDataDamaged extends DicomError {
  readonly code = 'dicom.pixel-data-damaged';
  readonly status = 'invalid';
  readonly dicomStatus = 0xc022;
  constructor(reason: string, options?: ErrorOptions) {
    super(`The pixel data are damaged: ${reason}`, options);
  }
}
