import { transferSyntaxName } from '../dictionary/transfer-syntax';
import { DicomError } from '../dicom-error';

/** The object cannot be had in the wanted transfer syntax; `available` are those in which it can. */
export class TranscodingImpossible extends DicomError {
  readonly code = 'dicom.transcoding-impossible';
  readonly status = 'unsupported';
  readonly dicomStatus = 0xa900;
  constructor(
    readonly wanted: string,
    readonly available: readonly string[],
    why: string,
  ) {
    super(
      `transfer syntax ${wanted} (${transferSyntaxName(wanted)}) cannot be given: ${why}; available: ${available.join(', ')}`,
    );
  }
}
