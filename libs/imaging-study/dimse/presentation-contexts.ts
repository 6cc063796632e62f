import { isUid } from '@wetread/kernel';
import { association as dimseAssociation, constants } from 'dcmjs-dimse';

const VERIFICATION = '1.2.840.10008.1.1';
const DICOM_ROOT = '1.2.840.10008.';
/** Roots of the standard's storage classes (PS3.4 annexes B and GG; non-patient objects included). */
const STORAGE_ROOTS = [
  '1.2.840.10008.5.1.4.1.1.',
  '1.2.840.10008.5.1.4.34.7',
  '1.2.840.10008.5.1.4.34.10',
  '1.2.840.10008.5.1.4.43.1',
  '1.2.840.10008.5.1.4.44.1',
  '1.2.840.10008.5.1.4.45.1',
];

/** Storage classes of the standard, and private ones, which can only be meant for storage here. */
const isStorageClass = (abstractSyntaxUid: string): boolean =>
  isUid(abstractSyntaxUid) &&
  (!abstractSyntaxUid.startsWith(DICOM_ROOT) ||
    STORAGE_ROOTS.some((root) => abstractSyntaxUid.startsWith(root)));

/**
 * Accepts every storage class and Verification with the first transfer syntax proposed: bytes are kept as they
 * come, so each syntax is as good as any, and an SCU puts first what needs no conversion on its side.
 */
export function answerContexts(association: dimseAssociation.Association): void {
  const { Accept, RejectAbstractSyntaxNotSupported, RejectTransferSyntaxesNotSupported } =
    constants.PresentationContextResult;
  for (const { context } of association.getPresentationContexts()) {
    const abstractSyntax = context.getAbstractSyntaxUid();
    const transferSyntax = context.getTransferSyntaxUids().find(isUid);
    if (abstractSyntax !== VERIFICATION && !isStorageClass(abstractSyntax)) {
      context.setResult(RejectAbstractSyntaxNotSupported);
    } else if (transferSyntax) {
      context.setResult(Accept, transferSyntax);
    } else {
      context.setResult(RejectTransferSyntaxesNotSupported);
    }
  }
}
