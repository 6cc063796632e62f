import type {
  Device,
  DiagnosticReport,
  ImagingStudy,
  Observation,
  Patient,
  Practitioner,
  Reference,
} from '@medplum/fhirtypes';

/** How the resources of one report point at each other: contained, by address, or within a bundle. */
export interface FhirReferences {
  readonly report: Reference<DiagnosticReport>;
  readonly patient: Reference<Patient>;
  readonly model: Reference<Device>;
  readonly imagingStudy: Reference<ImagingStudy>;
  readonly person: (userId: string) => Reference<Practitioner>;
  readonly observation: (finding: string) => Reference<Observation>;
}
