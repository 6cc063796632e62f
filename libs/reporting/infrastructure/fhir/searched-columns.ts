import { findingCodes, fhirSystemUri, findingVocabulary, reportDocument } from '@wetread/terminology';
import { reportStatuses } from '../../domain/report-status';
import type {
  ObservationParameter,
  PatientParameter,
  ReportParameter,
  sortsOf,
  StudyParameter,
} from '../../application/fhir/fhir-index';
import type { TokenValue } from '../../application/fhir/fhir-search';
import type { PatientIdSystems } from '../../application/fhir/patient-id-systems';
import { observationStatus } from '../../rendering/fhir/fhir-observations';
import { observationIds, resultOf } from './claims';
import {
  always,
  atInstants,
  type Condition,
  either,
  nameBegins,
  names,
  onDays,
  oneOf,
  standsFor,
} from './conditions';
import { patientIdentifier } from './patient-condition';

/** How each parameter of a type is asked of the tables, and the column of each key of an order. */
export interface SearchedColumns<Parameter extends string, Sort extends string> {
  readonly conditions: Readonly<Record<Parameter, Condition>>;
  readonly sorts: Readonly<Record<Sort, string>>;
}

const hl7 = (name: string): string => `http://terminology.hl7.org/CodeSystem/${name}`;
const patientOf = oneOf('study.patient_id', { isUuid: true });
const accessionNumber = oneOf('study.accession_number', { isUrnFree: true });

const ofPatient = (systems: PatientIdSystems) => ({
  patient: patientOf,
  subject: patientOf,
  'patient.identifier': patientIdentifier(systems),
});

export const reportColumns = (
  systems: PatientIdSystems,
): SearchedColumns<ReportParameter, (typeof sortsOf.reports)[number]> => ({
  conditions: {
    ...ofPatient(systems),
    _id: oneOf('report.id', { isUuid: true }),
    identifier: either(
      oneOf('report.id', { systems: ['urn:ietf:rfc:3986'], prefix: 'urn:uuid:', isUuid: true }),
      accessionNumber,
    ),
    study: oneOf('study.study_instance_uid'),
    category: always({ system: hl7('v2-0074'), value: 'RAD' }),
    code: always({
      system: fhirSystemUri[reportDocument.chestFilm.system],
      value: reportDocument.chestFilm.code,
    }),
    result: resultOf,
    status: oneOf('report.status', { systems: ['http://hl7.org/fhir/diagnostic-report-status'] }),
    date: onDays('study.study_date'),
    issued: atInstants('report.updated_at'),
    _lastUpdated: atInstants('report.updated_at'),
  },
  sorts: {
    _id: 'report.id',
    _lastUpdated: 'report.updated_at',
    date: 'study.study_date',
    issued: 'report.updated_at',
  },
});

export const observationColumns = (
  systems: PatientIdSystems,
): SearchedColumns<ObservationParameter, (typeof sortsOf.observations)[number]> => ({
  conditions: {
    ...ofPatient(systems),
    _id: observationIds(null),
    identifier: observationIds('urn:wetread:observation'),
    category: always({ system: hl7('observation-category'), value: 'imaging' }),
    code: standsFor('observation.finding', findingsOf),
    status: standsFor('report.status', statusesOf),
    date: onDays('study.study_date'),
    _lastUpdated: atInstants('report.updated_at'),
  },
  sorts: { _lastUpdated: 'report.updated_at', date: 'study.study_date' },
});

export const studyColumns = (
  systems: PatientIdSystems,
): SearchedColumns<StudyParameter, (typeof sortsOf.studies)[number]> => ({
  conditions: {
    ...ofPatient(systems),
    _id: oneOf('study.study_instance_uid'),
    identifier: either(
      oneOf('study.study_instance_uid', { systems: ['urn:dicom:uid'], prefix: 'urn:oid:' }),
      accessionNumber,
    ),
    modality: standsFor('study.modalities', modalitiesOf, { isArray: true }),
    status: always({ system: 'http://hl7.org/fhir/imagingstudy-status', value: 'available' }),
    started: onDays('study.study_date'),
    _lastUpdated: atInstants('study.last_received_at'),
  },
  sorts: {
    _id: 'study.study_instance_uid',
    _lastUpdated: 'study.last_received_at',
    started: 'study.study_date',
  },
});

export const patientColumns = (
  systems: PatientIdSystems,
): SearchedColumns<PatientParameter, (typeof sortsOf.patients)[number]> => ({
  conditions: {
    _id: oneOf('patient.id', { isUuid: true }),
    identifier: patientIdentifier(systems),
    name: nameBegins('patient.patient_name'),
    birthdate: onDays('patient.birth_date'),
    gender: standsFor('patient.sex', sexesOf),
  },
  sorts: { _id: 'patient.id', birthdate: 'patient.birth_date', name: 'patient.patient_name' },
});

const findingsOf = (token: TokenValue): string[] =>
  findingCodes.filter((finding) => {
    const { snomed, radlex } = findingVocabulary[finding];
    return [snomed, radlex].some(
      (concept) => concept && names(token, { system: fhirSystemUri[concept.system], value: concept.code }),
    );
  });

const statusesOf = (token: TokenValue): string[] =>
  reportStatuses.filter((status) =>
    names(token, { system: 'http://hl7.org/fhir/observation-status', value: observationStatus[status] }),
  );

const modalitiesOf = ({ system, value }: TokenValue): string[] =>
  names({ system, value }, { system: 'http://dicom.nema.org/resources/ontology/DCM', value }) ? [value] : [];

const sexes = { male: 'M', female: 'F', other: 'O' } as const;
const sexesOf = (token: TokenValue): string[] =>
  Object.entries(sexes).flatMap(([value, sex]) =>
    names(token, { system: 'http://hl7.org/fhir/administrative-gender', value }) ? [sex] : [],
  );
