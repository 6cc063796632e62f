import { retrievableSopClasses, TransferSyntax } from '@wetread/dicom';
import type { ProposedContext } from '@wetread/dimse';

const syntaxes = [
  TransferSyntax.ExplicitVrLittleEndian,
  TransferSyntax.ImplicitVrLittleEndian,
  TransferSyntax.JpegLosslessFirstOrder,
  TransferSyntax.JpegLsLossless,
  TransferSyntax.Jpeg2000Lossless,
  TransferSyntax.RleLossless,
];

/** Storage classes in which we receive by C-GET, as many as an association holds beside the query. */
export const retrievableContexts = (): ProposedContext[] =>
  retrievableSopClasses.map((abstractSyntaxUid) => ({
    abstractSyntaxUid,
    transferSyntaxUids: syntaxes,
    role: { scu: false, scp: true },
  }));
