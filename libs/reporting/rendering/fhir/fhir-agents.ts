import type { Device, Practitioner } from '@medplum/fhirtypes';
import type { ReportDocument } from '../../domain/report-document';
import { wasSigned } from '../../domain/report-status';

type Model = Pick<NonNullable<ReportDocument['model']>, 'name' | 'version' | 'sha256'>;

/** The model as a Device, told apart by its weights. It has no UDI. */
export const fhirDevice = ({ name, version, sha256 }: Model): Device => ({
  resourceType: 'Device',
  identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:sha256:${sha256}` }],
  status: 'active',
  manufacturer: 'Wetread',
  deviceName: [{ name, type: 'model-name' }],
  version: [{ value: version }],
});

/** A person who wrote or answers for a report. */
export interface ReportPerson {
  readonly userId: string;
  readonly name: string;
}

export const fhirPractitioner = ({ userId, name }: ReportPerson): Practitioner => ({
  resourceType: 'Practitioner',
  identifier: [{ system: 'urn:wetread:user', value: userId }],
  name: [{ text: name }],
});

/** The signer, and who made this revision if that is another person; each once. */
export function peopleOf({ signature, author, status }: ReportDocument): ReportPerson[] {
  const signer = signature && wasSigned(status) ? [{ userId: signature.userId, name: signature.name }] : [];
  const editor =
    author.kind === 'person' && author.id !== signer[0]?.userId
      ? [{ userId: author.id, name: author.name }]
      : [];
  return [...signer, ...editor];
}
