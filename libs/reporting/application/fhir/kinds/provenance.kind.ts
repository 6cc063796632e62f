import { Injectable } from '@nestjs/common';
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
import { FhirKind, type ServedResource } from '../fhir-kind';
import type { FhirSearch, SearchParameter } from '../fhir-search';

/** Where a revision of a report comes from: the model's part and people's. */
@Injectable()
export class ProvenanceKind extends FhirKind {
  readonly type = 'Provenance';
  readonly interactions = ['read', 'search-type'] as const;
  readonly parameters: readonly SearchParameter[] = [
    { name: 'target', type: 'reference', documentation: 'The DiagnosticReport, by its current revision' },
  ];

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
    const [target] = criteria;
    if (criteria.length !== 1 || target?.type !== 'reference' || target.anyOf.length !== 1)
      throw new FhirSearchInvalid('Provenance is searched by one target');
    const { document, references } = await this.documents.of(this.type, target.anyOf[0] ?? '');
    const parts = provenanceParts(document);
    return {
      found: parts.slice(offset, offset + count).map((part) => served(document, part, references)),
      total: parts.length,
    };
  }
}

function served(document: ReportDocument, part: ProvenancePart, references: FhirReferences): ServedResource {
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
