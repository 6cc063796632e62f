import type { Algorithm, Observer, Verification } from '@wetread/dicom';
import type { ReportDocument } from '../../domain/report-document';
import { isSigned } from '../../domain/report-status';
import { derivedUid } from './derived-uid';

/** The model as a device of TID 1004; its UID follows from its weights. */
export const deviceObserver = ({ model }: ReportDocument): Observer | null =>
  model && {
    kind: 'device',
    uid: derivedUid(`model ${model.sha256}`),
    name: `${model.name} ${model.version}`,
    manufacturer: 'Wetread',
    model: model.name,
  };

/** Everyone who answers for the content: the signer, and who added to it or changed it since. */
function responsible({ signature, status, author, issuedAt }: ReportDocument): Verification[] {
  if (!signature || !isSigned(status)) return [];
  const signer = verification(signature.name, signature.at);
  const changedSince = status !== 'final' && author.kind === 'person';
  return changedSince ? [signer, verification(author.name, issuedAt)] : [signer];
}

const verification = (name: string, at: Date): Verification => ({
  personName: asPersonName(name),
  organization: 'Unspecified',
  at,
});

/** The people who answer for a signed report, each once, as observers of TID 1003. */
export const personObservers = (document: ReportDocument): Observer[] =>
  [...new Set(responsible(document).map(({ personName }) => personName))].map((personName) => ({
    kind: 'person',
    personName,
  }));

export const observersOf = (document: ReportDocument): Observer[] => {
  const device = deviceObserver(document);
  return [...(device ? [device] : []), ...personObservers(document)];
};

/** Completion and verification of an SR document (PS3.3 C.17.2). */
export const standingOf = (
  document: ReportDocument,
): { complete: boolean; completionDescription: string | null; verifiedBy: Verification[] } => ({
  complete: isSigned(document.status),
  completionDescription: unfinished[document.status] ?? null,
  verifiedBy: responsible(document),
});

const unfinished: Readonly<Partial<Record<ReportDocument['status'], string>>> = {
  preliminary: 'Draft, not reviewed by a physician',
  cancelled: 'Cancelled, do not use',
  'entered-in-error': 'Entered in error, do not use',
};

/** The model for TID 4019, told apart by its weights. */
export const algorithmOf = (model: NonNullable<ReportDocument['model']>): Algorithm => ({
  name: model.name,
  version: model.version,
  parameters: [`weights SHA-256 ${model.sha256}`],
});

/**
 * A display name as PN. It is not guessed which word is the family name: all stands as the family name complex,
 * with a delimiter behind it, without which it would read as a name of the retired free form (PS3.5 section 6.2).
 */
function asPersonName(name: string): string {
  const plain = name.replaceAll(/[\\=]/g, ' ').trim().slice(0, 63);
  return plain.includes('^') ? plain : `${plain}^`;
}
