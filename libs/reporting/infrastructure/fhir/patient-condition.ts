import type { TokenValue } from '../../application/fhir/fhir-search';
import type { PatientIdSystems } from '../../application/fhir/patient-id-systems';
import { OWN_SYSTEM } from '../../rendering/fhir/patient-identifiers';
import { type Bind, type Condition, isUuid, NOTHING } from './conditions';

/** One of a patient's identifiers, each within the name space that the token names, if it names one. */
export const patientIdentifier =
  (systems: PatientIdSystems): Condition =>
  (criterion, bind) => {
    if (criterion.type !== 'token') return NOTHING;
    const possible = criterion.anyOf.flatMap((token) => conditionsOf(token, systems, bind));
    return possible.length > 0 ? `(${possible.join(' or ')})` : NOTHING;
  };

function conditionsOf({ system, value }: TokenValue, systems: PatientIdSystems, bind: Bind): string[] {
  const isOwn = (system === null || system === OWN_SYSTEM) && isUuid(value);
  const own = isOwn ? [`patient.id = ${bind(value)}::uuid`] : [];
  if (system === null) return [...own, `patient.patient_id = ${bind(value)}`];
  const issuers = system === OWN_SYSTEM ? [] : systems.issuersOf(system);
  if (issuers.length === 0) return own;
  return [`(patient.patient_id = ${bind(value)} and patient.issuer = any(${bind(issuers)}::text[]))`];
}
