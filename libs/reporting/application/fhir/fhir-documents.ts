import { Injectable } from '@nestjs/common';
import { type StoredStudy, Studies } from '@wetread/imaging-study';
import { DomainError } from '@wetread/kernel';
import type { ReportDocument } from '../../domain/report-document';
import { withoutWithdrawnWords } from '../../domain/without-withdrawn-words';
import { observationId } from '../../rendering/fhir/fhir-ids';
import type { FhirReferences } from '../../rendering/fhir/fhir-references';
import { ReportFacts } from '../report-facts';
import { FhirResourceMissing } from './fhir-errors';

/** A report's document with the addresses of what it speaks of. */
export interface ReferencedDocument {
  readonly document: ReportDocument;
  readonly references: FhirReferences;
}

/** Revisions of reports, ready to be told as resources of this server. */
@Injectable()
export class FhirDocuments {
  constructor(
    private readonly facts: ReportFacts,
    private readonly studies: Studies,
  ) {}

  /** @throws FhirResourceMissing when there is no such report or revision */
  async of(type: string, reportId: string, revision?: number): Promise<ReferencedDocument> {
    const document = await foundOr(type, this.facts.document(reportId, revision));
    const study = await this.studies.find(document.study.studyInstanceUid);
    if (!study) throw new FhirResourceMissing(type);
    return { document: withoutWithdrawnWords(document), references: addresses(document, study) };
  }
}

/** What another room or the report's own does not find is missing here as well. */
export async function foundOr<Found>(type: string, finding: Promise<Found>): Promise<Found> {
  try {
    return await finding;
  } catch (error) {
    if (error instanceof DomainError && error.status === 'not-found') throw new FhirResourceMissing(type);
    throw error;
  }
}

const addresses = ({ reportId, model, study }: ReportDocument, stored: StoredStudy): FhirReferences => ({
  report: { reference: `DiagnosticReport/${reportId}` },
  patient: { reference: `Patient/${stored.patient.id}` },
  model: { reference: `Device/${model?.sha256 ?? ''}` },
  imagingStudy: { reference: `ImagingStudy/${study.studyInstanceUid}` },
  // People of the house are named, not served.
  person: (userId) => ({
    type: 'Practitioner',
    identifier: { system: 'urn:wetread:user', value: userId },
  }),
  observation: (finding) => ({ reference: `Observation/${observationId(reportId, finding)}` }),
});
