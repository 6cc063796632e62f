import type { HumanName, Patient } from '@medplum/fhirtypes';
import type { DocumentPatient } from '../domain/report-document';
import { personName } from './report-words';

const genders: Readonly<Record<string, NonNullable<Patient['gender']>>> = {
  M: 'male',
  F: 'female',
  O: 'other',
};

/** The Patient module as a contained Patient, id `patient`. */
export function fhirPatient(patient: DocumentPatient): Patient {
  return {
    resourceType: 'Patient',
    id: 'patient',
    ...(patient.patientId
      ? {
          identifier: [
            {
              type: {
                coding: [
                  {
                    system: 'http://terminology.hl7.org/CodeSystem/v2-0203',
                    code: 'MR',
                    display: 'Medical record number',
                  },
                ],
              },
              value: patient.patientId,
              ...(patient.issuerOfPatientId ? { assigner: { display: patient.issuerOfPatientId } } : {}),
            },
          ],
        }
      : {}),
    name: humanNames(patient.patientName),
    ...(patient.sex && genders[patient.sex] ? { gender: genders[patient.sex] } : {}),
    ...(patient.birthDate ? { birthDate: patient.birthDate } : {}),
  };
}

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
