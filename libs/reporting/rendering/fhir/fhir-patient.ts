import type { HumanName, Patient } from '@medplum/fhirtypes';
import type { DocumentPatient } from '../../domain/report-document';
import { personName } from '../report-words';
import { pruned } from './fhir-codings';
import { patientIdentifiers } from './patient-identifiers';

const genders: Readonly<Record<string, NonNullable<Patient['gender']>>> = {
  M: 'male',
  F: 'female',
  O: 'other',
};

/** The Patient module as a Patient. */
export const fhirPatient = (patient: DocumentPatient): Patient =>
  pruned<Patient>({
    resourceType: 'Patient',
    identifier: patientIdentifiers(patient),
    name: humanNames(patient.patientName),
    gender: patient.sex ? genders[patient.sex] : undefined,
    birthDate: patient.birthDate ?? undefined,
  });

/** One HumanName per component group of the PN: alphabetic, ideographic, phonetic (PS3.5 section 6.2.1). */
function humanNames(pn: string): HumanName[] {
  const names = pn
    .split('=')
    .filter((group) => group.replaceAll('^', '').trim() !== '')
    .map((group): HumanName => {
      const [family, given, middle, prefix, suffix] = group.split('^').map((part) => part.trim());
      const givenNames = [given, middle].flatMap((part) => (part ? [part] : []));
      return {
        text: personName(group),
        ...(family ? { family } : {}),
        ...(givenNames.length > 0 ? { given: givenNames } : {}),
        ...(prefix ? { prefix: [prefix] } : {}),
        ...(suffix ? { suffix: [suffix] } : {}),
      };
    });
  return names.length > 0 ? names : [{ text: 'Unnamed' }];
}
