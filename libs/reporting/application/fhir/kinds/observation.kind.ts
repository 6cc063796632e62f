import { Injectable } from '@nestjs/common';
import type { Observation } from '@medplum/fhirtypes';
import { labelled } from '../../../rendering/fhir/fhir-codings';
import { observationId } from '../../../rendering/fhir/fhir-ids';
import { spokenFindings } from '../../../domain/spoken-findings';
import {
  assertionOf,
  findingObservation,
  withdrawnObservation,
} from '../../../rendering/fhir/fhir-observations';
import { FhirDocuments, type ReferencedDocument } from '../fhir-documents';
import { FhirResourceMissing } from '../fhir-errors';
import { FhirKind, type ServedResource } from '../fhir-kind';

/** Findings of a report's current revision, which its `result` names, and what earlier ones told and it does not. */
@Injectable()
export class ObservationKind extends FhirKind {
  readonly type = 'Observation';
  readonly interactions = ['read'] as const;
  readonly parameters = [];

  constructor(private readonly documents: FhirDocuments) {
    super();
  }

  async read(id: string): Promise<ServedResource> {
    const [reportId = ''] = id.split('.');
    const told = await this.documents.of(this.type, reportId);
    const observation = stated(told, id) ?? takenBack(told, id);
    if (!observation) throw new FhirResourceMissing(this.type);
    const { revision, issuedAt, study } = told.document;
    const meta = { ...observation.meta, versionId: String(revision), lastUpdated: issuedAt.toISOString() };
    return { resource: { ...observation, id, meta }, studyInstanceUid: study.studyInstanceUid };
  }
}

function stated({ document, references }: ReferencedDocument, id: string): Observation | null {
  const spoken = spokenFindings(document).find(
    ({ finding }) => observationId(document.reportId, finding) === id,
  );
  if (!spoken) return null;
  const observation = findingObservation(document, spoken, references);
  return labelled(observation, document, assertionOf(document, spoken.sentence));
}

function takenBack({ document, references }: ReferencedDocument, id: string): Observation | null {
  const finding = document.withdrawnFindings.find((one) => observationId(document.reportId, one) === id);
  return finding ? labelled(withdrawnObservation(document, finding, references), document) : null;
}
