import { DomainError } from '@wetread/kernel';
import { StoreRefusal } from '../domain/store-errors';
import { DicomStatus } from '../domain/store-outcome';

/** A part that is not `application/dicom`. */
export class UnsupportedPart extends StoreRefusal {
  readonly code = 'store.unsupported-part';
  readonly status = 'unsupported';
  readonly dicomStatus = DicomStatus.cannotUnderstand;
  constructor() {
    super('the part is neither application/dicom nor metadata with uncompressed bulk data');
  }
}

/** Metadata and bulk data of which no object can be made. */
export class MetadataMalformed extends StoreRefusal {
  readonly code = 'stow.metadata-malformed';
  readonly status = 'invalid';
  readonly dicomStatus = DicomStatus.cannotUnderstand;
  constructor(reason: string) {
    super(`the metadata cannot be read (PS3.18 annex F, PS3.19 annex A): ${reason}`);
  }
}

export class UnsupportedUpload extends DomainError {
  readonly code = 'stow.unsupported-media-type';
  readonly status = 'unsupported';
  constructor() {
    super(
      'send application/dicom, or multipart/related of type application/dicom, application/dicom+json or application/dicom+xml, without Content-Encoding',
    );
  }
}

export class NothingUploaded extends DomainError {
  readonly code = 'stow.nothing-uploaded';
  readonly status = 'invalid';
  constructor() {
    super('the request holds no instance');
  }
}
