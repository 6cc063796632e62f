import { DomainError } from '@wetread/kernel';
import { StoreRefusal } from '../domain/store-errors';
import { DicomStatus } from '../domain/store-outcome';

/** A part that is not `application/dicom`. */
export class UnsupportedPart extends StoreRefusal {
  readonly code = 'store.unsupported-part';
  readonly status = 'unsupported';
  readonly dicomStatus = DicomStatus.cannotUnderstand;
  constructor() {
    super('the part is not application/dicom; metadata with bulk data and other media types are not taken');
  }
}

export class UnsupportedUpload extends DomainError {
  readonly code = 'stow.unsupported-media-type';
  readonly status = 'unsupported';
  constructor() {
    super('send multipart/related; type="application/dicom" or application/dicom, without Content-Encoding');
  }
}

export class NothingUploaded extends DomainError {
  readonly code = 'stow.nothing-uploaded';
  readonly status = 'invalid';
  constructor() {
    super('the request holds no instance');
  }
}
