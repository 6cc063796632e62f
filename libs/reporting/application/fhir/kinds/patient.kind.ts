import { Injectable } from '@nestjs/common';
import type { Patient } from '@medplum/fhirtypes';
import { labelled } from '../../../rendering/fhir/fhir-codings';
import { fhirPatient } from '../../../rendering/fhir/fhir-patient';
import { FhirResourceMissing } from '../fhir-errors';
import { FhirIndex, type IndexedPatient, type PatientParameter } from '../fhir-index';
import { FhirKind, type ServedResource } from '../fhir-kind';
import type { FhirSearch, SearchParameter } from '../fhir-search';

/** Patients of the archive's studies. One that was merged says which took its place. */
@Injectable()
export class PatientKind extends FhirKind {
  readonly type = 'Patient';
  readonly interactions = ['read', 'search-type'] as const;
  readonly parameters: readonly (SearchParameter & { name: PatientParameter })[] = [
    { name: '_id', type: 'token', documentation: 'The patient' },
    { name: 'identifier', type: 'token', documentation: 'Patient ID' },
    {
      name: 'name',
      type: 'string',
      documentation: 'Beginning of any part of the name, without regard to case',
    },
    { name: 'birthdate', type: 'date', documentation: 'Date of birth' },
  ];

  constructor(private readonly index: FhirIndex) {
    super();
  }

  async read(id: string): Promise<ServedResource> {
    const asked = { name: '_id', type: 'token', anyOf: [{ system: null, value: id }] } as const;
    const { found } = await this.index.patients({ criteria: [asked], count: 1, offset: 0 });
    if (!found[0]) throw new FhirResourceMissing(this.type);
    return { resource: resourceOf(found[0]), studyInstanceUid: null };
  }

  override async search(search: FhirSearch): Promise<{ found: ServedResource[]; total: number }> {
    const { found, total } = await this.index.patients(search as FhirSearch<PatientParameter>);
    return {
      found: found.map((patient) => ({ resource: resourceOf(patient), studyInstanceUid: null })),
      total,
    };
  }
}

const resourceOf = (patient: IndexedPatient): Patient => labelled(patientOf(patient), patient);

const patientOf = (patient: IndexedPatient): Patient => ({
  ...fhirPatient({ ...patient, patientId: patient.patientId ?? '' }),
  id: patient.id,
  active: patient.mergedInto === null,
  ...(patient.mergedInto
    ? { link: [{ other: { reference: `Patient/${patient.mergedInto}` }, type: 'replaced-by' as const }] }
    : {}),
});
