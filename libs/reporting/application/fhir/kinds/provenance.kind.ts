import { Injectable } from '@nestjs/common';
import type { Provenance } from '@medplum/fhirtypes';
import type { ReportDocument } from '../../../domain/report-document';
import { provenanceId } from '../../../rendering/fhir/fhir-ids';
import {
  fhirProvenance,
  provenanceParts,
  type ProvenancePart,
} from '../../../rendering/fhir/fhir-provenance';
import type { FhirReferences } from '../../../rendering/fhir/fhir-references';
import { FhirDocuments } from '../fhir-documents';
import { FhirResourceMissing, FhirSearchInvalid } from '../fhir-errors';
import { FhirKind, present, type ServedResource } from '../fhir-kind';
import type { FhirSearch, SearchParameter } from '../fhir-search';

/** Where a revision of a report comes from: the model's part and people's. */
@Injectable()
export class ProvenanceKind extends FhirKind {
  readonly type = 'Provenance';
  readonly interactions = ['read', 'search-type'] as const;
  readonly parameters: readonly SearchParameter[] = [
    { name: '_id', type: 'token', documentation: 'The record' },
    {
      name: 'target',
      type: 'reference',
      documentation: 'The DiagnosticReport or an Observation of it, by the current revision',
    },
  ];
  override readonly includes = { target: 'target' };

  constructor(private readonly documents: FhirDocuments) {
    super();
  }

  async read(id: string): Promise<ServedResource> {
    const [reportId = '', revision = '', part] = id.split('.');
    if (!/^[1-9]\d{0,8}$/.test(revision)) throw new FhirResourceMissing(this.type);
    const { document, references } = await this.documents.of(this.type, reportId, Number(revision));
    const known = provenanceParts(document).find((one) => one === part);
    if (!known) throw new FhirResourceMissing(this.type);
    return served(document, known, references);
  }

  override async search({ criteria, count, offset }: FhirSearch): Promise<{
    found: ServedResource[];
    total: number;
  }> {
    const [asked] = criteria;
    if (criteria.length !== 1 || !asked)
      throw new FhirSearchInvalid('Provenance is searched by either _id or target, once');
    const found =
      asked.type === 'reference'
        ? await this.ofTargets(asked.anyOf)
        : await this.readAll(asked.type === 'token' ? asked.anyOf.map(({ value }) => value) : []);
    return { found: found.slice(offset, offset + count), total: found.length };
  }

  /** Ids of reports, and of their Observations. */
  private async ofTargets(ids: readonly string[]): Promise<ServedResource[]> {
    const found: ServedResource[] = [];
    for (const reportId of new Set(ids.map((id) => id.split('.')[0] ?? '')))
      for (const { document, references } of await present(this.documents.of(this.type, reportId)))
        for (const part of provenanceParts(document)) {
          const record = served(document, part, references);
          if (targetsOf(record.resource).some((id) => ids.includes(id))) found.push(record);
        }
    return found;
  }
}

const targetsOf = ({ target }: Provenance): string[] =>
  target.map(({ reference = '' }) => reference.slice(reference.indexOf('/') + 1));

function served(
  document: ReportDocument,
  part: ProvenancePart,
  references: FhirReferences,
): ServedResource & { resource: Provenance } {
  const { reportId, revision, study } = document;
  const provenance = fhirProvenance(document, part, references);
  return {
    resource: {
      ...provenance,
      id: provenanceId(reportId, revision, part),
      // A revision never changes, so neither does where it comes from.
      meta: { ...provenance.meta, versionId: '1', lastUpdated: document.issuedAt.toISOString() },
    },
    studyInstanceUid: study.studyInstanceUid,
  };
}
