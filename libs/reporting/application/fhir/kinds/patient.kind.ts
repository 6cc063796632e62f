import { Injectable } from '@nestjs/common';
import type { Patient } from '@medplum/fhirtypes';
import { labelled } from '../../../rendering/fhir/fhir-codings';
import { fhirPatient } from '../../../rendering/fhir/fhir-patient';
import { FhirResourceMissing } from '../fhir-errors';
import { FhirIndex, type IndexedPatient, type PatientParameter, sortsOf } from '../fhir-index';
import { FhirKind, type ServedResource } from '../fhir-kind';
import type { FhirSearch, SearchParameter } from '../fhir-search';
import { PatientIdSystems } from '../patient-id-systems';

/** Patients of the archive's studies. One that was merged says which took its place. */
@Injectable()
export class PatientKind extends FhirKind {
  readonly type = 'Patient';
  readonly interactions = ['read', 'search-type'] as const;
  readonly parameters: readonly (SearchParameter & { name: PatientParameter })[] = [
    { name: '_id', type: 'token', documentation: 'The patient' },
    { name: 'identifier', type: 'token', documentation: 'Patient ID, or our own number' },
    {
      name: 'name',
      type: 'string',
      documentation: 'Beginning of any part of the name, without regard to case',
    },
    { name: 'birthdate', type: 'date', documentation: 'Date of birth' },
    { name: 'gender', type: 'token', documentation: 'male, female or other' },
  ];
  override readonly sorts = sortsOf.patients;

  constructor(
    private readonly index: FhirIndex,
    private readonly idSystems: PatientIdSystems,
  ) {
    super();
  }

  async read(id: string): Promise<ServedResource> {
    const asked = { name: '_id', type: 'token', anyOf: [{ system: null, value: id }] } as const;
    const search = { criteria: [asked], sort: [], include: [], revInclude: [], count: 1, offset: 0 };
    const { found } = await this.index.patients(search);
    if (!found[0]) throw new FhirResourceMissing(this.type);
    return this.served(found[0]);
  }

  override async search(search: FhirSearch): Promise<{ found: ServedResource[]; total: number }> {
    const { found, total } = await this.index.patients(search as FhirSearch<PatientParameter>);
    return { found: found.map((patient) => this.served(patient)), total };
  }

  private served(patient: IndexedPatient): ServedResource {
    const idSystem = this.idSystems.of(patient.issuerOfPatientId);
    return { resource: labelled(patientOf(patient, idSystem), patient), studyInstanceUid: null };
  }
}

const patientOf = (patient: IndexedPatient, idSystem: string): Patient => ({
  ...fhirPatient({ ...patient, patientId: patient.patientId ?? '', idSystem }),
  id: patient.id,
  active: patient.mergedInto === null,
  ...(patient.mergedInto
    ? { link: [{ other: { reference: `Patient/${patient.mergedInto}` }, type: 'replaced-by' as const }] }
    : {}),
});
