import { Injectable } from '@nestjs/common';
import type { Observation } from '@medplum/fhirtypes';
import { spokenFindings } from '../../../domain/spoken-findings';
import { labelled } from '../../../rendering/fhir/fhir-codings';
import { observationId } from '../../../rendering/fhir/fhir-ids';
import {
  assertionOf,
  findingObservation,
  withdrawnObservation,
} from '../../../rendering/fhir/fhir-observations';
import { FhirDocuments, type ReferencedDocument } from '../fhir-documents';
import { FhirResourceMissing } from '../fhir-errors';
import { FhirIndex, type ObservationParameter, sortsOf } from '../fhir-index';
import { FhirKind, present, type ServedResource } from '../fhir-kind';
import type { FhirSearch, SearchParameter } from '../fhir-search';

/**
 * Findings of a report's current revision, which its `result` names and a search finds; what earlier ones told and it
 * does not can be read.
 */
@Injectable()
export class ObservationKind extends FhirKind {
  readonly type = 'Observation';
  readonly interactions = ['read', 'search-type'] as const;
  readonly parameters: readonly (SearchParameter & { name: ObservationParameter })[] = [
    { name: '_id', type: 'token', documentation: 'The finding of a report' },
    { name: 'identifier', type: 'token', documentation: 'The same, under urn:wetread:observation' },
    { name: 'patient', type: 'reference', documentation: 'The Patient' },
    { name: 'subject', type: 'reference', documentation: 'The Patient' },
    { name: 'patient.identifier', type: 'token', documentation: 'An identifier of the Patient' },
    { name: 'category', type: 'token', documentation: 'imaging' },
    { name: 'code', type: 'token', documentation: 'The finding: SNOMED CT or RadLex' },
    { name: 'status', type: 'token', documentation: 'Status; what was taken back is not found' },
    { name: 'date', type: 'date', documentation: 'Study date' },
    { name: '_lastUpdated', type: 'date', documentation: 'When the current revision was made' },
  ];
  override readonly sorts = sortsOf.observations;
  override readonly includes = { patient: 'subject', subject: 'subject', device: 'device' };
  override readonly revIncludes = ['DiagnosticReport:result', 'Provenance:target'];

  constructor(
    private readonly documents: FhirDocuments,
    private readonly index: FhirIndex,
  ) {
    super();
  }

  async read(id: string): Promise<ServedResource> {
    const found = served(await this.documents.of(this.type, reportOf(id)), id);
    if (!found) throw new FhirResourceMissing(this.type);
    return found;
  }

  override async readAll(ids: readonly string[]): Promise<ServedResource[]> {
    // Findings of one report come in a row mostly: the report is fetched once for all of them.
    const documents = new Map<string, ReferencedDocument[]>();
    for (const reportId of new Set(ids.map(reportOf)))
      documents.set(reportId, await present(this.documents.of(this.type, reportId)));
    return ids.flatMap((id) => (documents.get(reportOf(id)) ?? []).flatMap((told) => served(told, id) ?? []));
  }

  override async search(search: FhirSearch): Promise<{ found: ServedResource[]; total: number }> {
    const { found, total } = await this.index.observations(search as FhirSearch<ObservationParameter>);
    const ids = found.map(({ reportId, finding }) => observationId(reportId, finding));
    return { found: await this.readAll(ids), total };
  }
}

const reportOf = (id: string): string => id.split('.')[0] ?? '';

function served(told: ReferencedDocument, id: string): ServedResource | null {
  const observation = stated(told, id) ?? takenBack(told, id);
  if (!observation) return null;
  const { revision, issuedAt, study } = told.document;
  const meta = { ...observation.meta, versionId: String(revision), lastUpdated: issuedAt.toISOString() };
  return { resource: { ...observation, id, meta }, studyInstanceUid: study.studyInstanceUid };
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
