import { SopClass, TransferSyntax } from '@wetread/dicom';
import { isUid } from '@wetread/kernel';
import { STORAGE_COMMITMENT } from '../../application/commitment/commitment-report';
import { QueryRetrieve } from '../../application/peers/query-retrieve';
import type { PeerRight } from '../../domain/peers/application-entity';

const rights: Readonly<Record<string, PeerRight>> = {
  [SopClass.Verification]: 'echo',
  [QueryRetrieve.patientRootFind]: 'query',
  [QueryRetrieve.studyRootFind]: 'query',
  [QueryRetrieve.patientRootMove]: 'retrieve',
  [QueryRetrieve.studyRootMove]: 'retrieve',
  [QueryRetrieve.patientRootGet]: 'retrieve',
  [QueryRetrieve.studyRootGet]: 'retrieve',
  [STORAGE_COMMITMENT]: 'commit',
};

/** SOP classes served besides storage, with the right that a peer needs for each; for the conformance statement. */
export const servedSopClasses: readonly (readonly [sopClassUid: string, right: PeerRight])[] =
  Object.entries(rights);

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
export const isStorageClass = (abstractSyntaxUid: string): boolean =>
  isUid(abstractSyntaxUid) &&
  (!abstractSyntaxUid.startsWith(DICOM_ROOT) ||
    STORAGE_ROOTS.some((root) => abstractSyntaxUid.startsWith(root)));

/** The right that a class needs, other than storage; null when we do not serve it. */
export const rightFor = (abstractSyntaxUid: string): PeerRight | null => rights[abstractSyntaxUid] ?? null;

const readable: readonly string[] = [
  TransferSyntax.ExplicitVrLittleEndian,
  TransferSyntax.ImplicitVrLittleEndian,
];

/** The syntax for identifiers: explicit, which says what its values are, before implicit. */
export const identifierSyntax = (proposed: readonly string[]): string | undefined =>
  readable.find((syntax) => proposed.includes(syntax));
