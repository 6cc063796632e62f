import { Injectable } from '@nestjs/common';
import { FhirUnsupported } from './fhir-errors';
import type { FhirKind, Interaction } from './fhir-kind';
import { DeviceKind } from './kinds/device.kind';
import { DiagnosticReportKind } from './kinds/diagnostic-report.kind';
import { DocumentReferenceKind } from './kinds/document-reference.kind';
import { ImagingStudyKind } from './kinds/imaging-study.kind';
import { ObservationKind } from './kinds/observation.kind';
import { PatientKind } from './kinds/patient.kind';
import { ProvenanceKind } from './kinds/provenance.kind';

/** Every type that the server serves. */
@Injectable()
export class FhirKinds {
  readonly all: readonly FhirKind[];

  constructor(
    reports: DiagnosticReportKind,
    observations: ObservationKind,
    studies: ImagingStudyKind,
    patients: PatientKind,
    provenance: ProvenanceKind,
    devices: DeviceKind,
    documents: DocumentReferenceKind,
  ) {
    this.all = [reports, observations, studies, patients, provenance, devices, documents];
  }

  /** @throws FhirUnsupported when the type is not served, or not in this way */
  of(type: string, interaction: Interaction): FhirKind {
    const kind = this.all.find((one) => one.type === type);
    if (!kind) throw new FhirUnsupported('this type of resource');
    if (!kind.interactions.includes(interaction)) throw new FhirUnsupported(`${interaction} of ${kind.type}`);
    return kind;
  }
}

/** The providers of every type. */
export const fhirKindProviders = [
  DeviceKind,
  DiagnosticReportKind,
  DocumentReferenceKind,
  ImagingStudyKind,
  ObservationKind,
  PatientKind,
  ProvenanceKind,
];
