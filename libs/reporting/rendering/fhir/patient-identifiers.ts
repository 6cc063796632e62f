import type { Identifier } from '@medplum/fhirtypes';
import type { DocumentPatient } from '../../domain/report-document';
import { identifierType } from './fhir-codings';

/** Patients as this archive numbers them: UUIDs, so that no two archives have one number. */
export const OWN_SYSTEM = 'urn:wetread:patient';
/** Patient IDs of which nobody told the issuer. Another archive's are in it too: nothing is matched by it. */
const NO_ISSUER = 'urn:wetread:no-issuer';
const ISSUER = 'urn:wetread:issuer:';
const OID = 'urn:oid:';

/**
 * The URI of an issuer's name space where nobody has configured one: an OID (HL7 CX-4.2) or a URI is its own, any other
 * name stands under ours. Equal IDs of two issuers must never be one `Identifier` (R4 2.24.0.11).
 */
export function systemOfIssuer(issuer: string | null): string {
  if (!issuer) return NO_ISSUER;
  if (/^[0-2](\.\d+)+$/.test(issuer)) return `${OID}${issuer}`;
  // No issuer may pass for another by calling itself what stands for that one here.
  const isUri = /^(urn:(?!wetread:)|https?:)\S+$/i.test(issuer);
  return isUri ? issuer : `${ISSUER}${encodeURIComponent(issuer)}`;
}

/** What {@link systemOfIssuer} made a system of; the empty text for no issuer. */
export function issuerOfSystem(system: string): string {
  if (system === NO_ISSUER) return '';
  if (system.startsWith(OID)) return system.slice(OID.length);
  if (!system.startsWith(ISSUER)) return system;
  try {
    return decodeURIComponent(system.slice(ISSUER.length));
  } catch {
    return system;
  }
}

type Told = Pick<DocumentPatient, 'patientId' | 'issuerOfPatientId' | 'id' | 'idSystem'>;

/** The Patient ID within its issuer's name space, and the archive's own number where there is one. */
export const patientIdentifiers = ({ patientId, issuerOfPatientId, id, idSystem }: Told): Identifier[] => [
  ...(patientId
    ? [
        {
          type: identifierType('MR', 'Medical record number'),
          system: idSystem ?? systemOfIssuer(issuerOfPatientId),
          value: patientId,
          ...(issuerOfPatientId ? { assigner: { display: issuerOfPatientId } } : {}),
        },
      ]
    : []),
  ...(id ? [{ system: OWN_SYSTEM, value: id }] : []),
];

/**
 * What another server may go by to tell that it has this patient already: never a Patient ID whose issuer nobody knows,
 * which may be anybody's there.
 */
export function matchingIdentifier(
  patient: Told,
  reportId: string,
): readonly [system: string, value: string] {
  const { patientId, issuerOfPatientId, id, idSystem } = patient;
  if (issuerOfPatientId) return [idSystem ?? systemOfIssuer(issuerOfPatientId), patientId];
  return [OWN_SYSTEM, id ?? reportId];
}
