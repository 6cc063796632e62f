import { Injectable } from '@nestjs/common';
import { AppConfig } from '@wetread/platform';
import { diagnosticReport } from '../../../rendering/fhir/diagnostic-report';
import { FhirDocuments, type ReferencedDocument } from '../fhir-documents';
import { FhirResourceMissing } from '../fhir-errors';
import { FhirIndex, type ReportParameter, sortsOf } from '../fhir-index';
import { FhirKind, type ServedResource } from '../fhir-kind';
import type { FhirSearch, SearchParameter } from '../fhir-search';

/** Reports; a revision is a version. */
@Injectable()
export class DiagnosticReportKind extends FhirKind {
  readonly type = 'DiagnosticReport';
  readonly interactions = ['read', 'vread', 'search-type'] as const;
  readonly parameters: readonly (SearchParameter & { name: ReportParameter })[] = [
    { name: '_id', type: 'token', documentation: 'The report' },
    { name: 'identifier', type: 'token', documentation: 'urn:uuid of the report, or the accession number' },
    { name: 'study', type: 'reference', documentation: 'The ImagingStudy (as in R5)' },
    { name: 'patient', type: 'reference', documentation: 'The Patient' },
    { name: 'subject', type: 'reference', documentation: 'The Patient' },
    { name: 'patient.identifier', type: 'token', documentation: 'An identifier of the Patient' },
    { name: 'category', type: 'token', documentation: 'RAD' },
    { name: 'code', type: 'token', documentation: 'What the report is of: LOINC' },
    { name: 'result', type: 'reference', documentation: 'An Observation of the current revision' },
    { name: 'status', type: 'token', documentation: 'Status of the current revision' },
    { name: 'date', type: 'date', documentation: 'Study date' },
    { name: 'issued', type: 'date', documentation: 'When the current revision was made' },
    { name: '_lastUpdated', type: 'date', documentation: 'When the current revision was made' },
  ];
  override readonly sorts = sortsOf.reports;
  override readonly includes = {
    patient: 'subject',
    subject: 'subject',
    result: 'result',
    study: 'imagingStudy',
  };
  override readonly revIncludes = ['Provenance:target'];

  constructor(
    private readonly documents: FhirDocuments,
    private readonly index: FhirIndex,
    private readonly config: AppConfig,
  ) {
    super();
  }

  async read(id: string): Promise<ServedResource> {
    return this.served(await this.documents.of(this.type, id));
  }

  override async vread(id: string, version: string): Promise<ServedResource> {
    if (!/^[1-9]\d{0,8}$/.test(version)) throw new FhirResourceMissing(this.type);
    return this.served(await this.documents.of(this.type, id, Number(version)));
  }

  override async search(search: FhirSearch): Promise<{ found: ServedResource[]; total: number }> {
    const { found, total } = await this.index.reports(search as FhirSearch<ReportParameter>);
    return { found: await this.readAll(found), total };
  }

  private served({ document, references }: ReferencedDocument): ServedResource {
    const { publicUrl } = this.config.http;
    const pdf = publicUrl
      ? `${publicUrl.replace(/\/+$/, '')}/api/reports/${document.reportId}/export?format=pdf`
      : undefined;
    return {
      resource: diagnosticReport(document, references, pdf),
      studyInstanceUid: document.study.studyInstanceUid,
    };
  }
}
