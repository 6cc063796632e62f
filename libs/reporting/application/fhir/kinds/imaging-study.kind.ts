import { Injectable } from '@nestjs/common';
import type { ImagingStudy, ImagingStudySeries } from '@medplum/fhirtypes';
import { sopClassName } from '@wetread/dicom';
import { type StoredInstance, type StoredSeries, Studies, type StudyContents } from '@wetread/imaging-study';
import { isUid, studyInstanceUid } from '@wetread/kernel';
import { labelled } from '../../../rendering/fhir/fhir-codings';
import { fhirImagingStudy } from '../../../rendering/fhir/fhir-imaging-study';
import { foundOr } from '../fhir-documents';
import { FhirResourceMissing } from '../fhir-errors';
import { FhirIndex, sortsOf, type StudyParameter } from '../fhir-index';
import { FhirKind, type ServedResource } from '../fhir-kind';
import type { FhirSearch, SearchParameter } from '../fhir-search';

/** Studies as the archive holds them; the id is the Study Instance UID. */
@Injectable()
export class ImagingStudyKind extends FhirKind {
  readonly type = 'ImagingStudy';
  readonly interactions = ['read', 'search-type'] as const;
  readonly parameters: readonly (SearchParameter & { name: StudyParameter })[] = [
    { name: '_id', type: 'token', documentation: 'Study Instance UID' },
    { name: 'identifier', type: 'token', documentation: 'urn:oid of the study, or the accession number' },
    { name: 'patient', type: 'reference', documentation: 'The Patient' },
    { name: 'subject', type: 'reference', documentation: 'The Patient' },
    { name: 'patient.identifier', type: 'token', documentation: 'An identifier of the Patient' },
    { name: 'modality', type: 'token', documentation: 'A modality of its series' },
    { name: 'status', type: 'token', documentation: 'available' },
    { name: 'started', type: 'date', documentation: 'Study date' },
    { name: '_lastUpdated', type: 'date', documentation: 'When the last instance arrived' },
  ];
  override readonly sorts = sortsOf.studies;
  override readonly includes = { patient: 'subject', subject: 'subject' };
  override readonly revIncludes = ['DiagnosticReport:study'];

  constructor(
    private readonly studies: Studies,
    private readonly index: FhirIndex,
  ) {
    super();
  }

  async read(id: string): Promise<ServedResource> {
    if (!isUid(id)) throw new FhirResourceMissing(this.type);
    const contents = await foundOr(this.type, this.studies.contents(studyInstanceUid(id)));
    const marks = await this.index.marksOf(id);
    return { resource: labelled(resourceOf(contents), { marks }), studyInstanceUid: id };
  }

  override async search(search: FhirSearch): Promise<{ found: ServedResource[]; total: number }> {
    const { found, total } = await this.index.studies(search as FhirSearch<StudyParameter>);
    return { found: await this.readAll(found), total };
  }
}

const resourceOf = ({ study, series }: StudyContents): ImagingStudy => ({
  ...fhirImagingStudy(
    study,
    { reference: `Patient/${study.patient.id}` },
    series.map(({ series: one, instances }) => seriesOf(one, instances)),
  ),
  id: study.studyInstanceUid,
  meta: { lastUpdated: study.lastReceivedAt.toISOString() },
});

const seriesOf = (series: StoredSeries, instances: readonly StoredInstance[]): ImagingStudySeries => ({
  uid: series.seriesInstanceUid,
  ...(series.seriesNumber !== null && series.seriesNumber >= 0 ? { number: series.seriesNumber } : {}),
  modality: {
    system: 'http://dicom.nema.org/resources/ontology/DCM',
    code: series.modality ?? 'OT',
  },
  ...(series.seriesDescription ? { description: series.seriesDescription } : {}),
  numberOfInstances: instances.length,
  ...(series.bodyPartExamined ? { bodySite: { display: series.bodyPartExamined } } : {}),
  instance: instances.map(({ sopInstanceUid, sopClassUid, instanceNumber }) => ({
    uid: sopInstanceUid,
    sopClass: {
      system: 'urn:ietf:rfc:3986',
      code: `urn:oid:${sopClassUid}`,
      display: sopClassName(sopClassUid),
    },
    ...(instanceNumber !== null && instanceNumber >= 0 ? { number: instanceNumber } : {}),
  })),
});
