import { Injectable } from '@nestjs/common';
import { type DicomJson, greyPresentation } from '@wetread/dicom';
import { Studies, StudyNotFound } from '@wetread/imaging-study';
import { Orders } from '@wetread/orders';
import { sopInstanceUid, type SopInstanceUid, type StudyInstanceUid } from '@wetread/kernel';
import type { DocumentImage, DocumentOrder, ReportDocument } from '../domain/report-document';
import type { ReportRevision } from '../domain/report';
import { wasSigned } from '../domain/report-status';
import { Reports } from '../domain/reports';
import { type Audience, historyOf } from '../domain/revision-history';
import { PatientIdSystems } from './fhir/patient-id-systems';

/** Gathers what a rendering tells: a revision of the report, its study and the images it points at. */
@Injectable()
export class ReportFacts {
  constructor(
    private readonly studies: Studies,
    private readonly reports: Reports,
    private readonly orders: Orders,
    private readonly idSystems: PatientIdSystems,
  ) {}

  /**
   * @param number which revision; the current one when it is left out
   * @param audience whose earlier revisions it is told against
   * @throws ReportNotFound, StudyNotFound
   */
  async document(
    reportId: string,
    number?: number,
    audience: Audience = 'drafts-too',
  ): Promise<ReportDocument> {
    const { id, snapshot } = await this.reports.find(reportId);
    const { studyInstanceUid, signature } = snapshot;
    const revision = number === undefined ? snapshot.current : await this.reports.revision(reportId, number);
    const study = await this.studies.find(studyInstanceUid);
    if (!study) throw new StudyNotFound(studyInstanceUid);
    return {
      reportId: id,
      revision: revision.revision,
      status: revision.status,
      reason: revision.reason,
      author: revision.author,
      issuedAt: revision.createdAt,
      contentHash: revision.contentHash,
      patient: {
        ...study.patient,
        patientId: study.patient.patientId ?? '',
        idSystem: this.idSystems.of(study.patient.issuerOfPatientId),
      },
      study,
      order: await this.order(studyInstanceUid),
      images: await this.images(revision),
      sentences: revision.sentences,
      findings: revision.findings,
      model: revision.model,
      marks: revision.marks,
      notes: revision.notes,
      prior: revision.prior,
      // The report knows its one signature; a revision from before it was not signed.
      signature: wasSigned(revision.status) ? signature : null,
      ...historyOf(revision, await this.before(id, revision), audience),
    };
  }

  private async before(id: string, { revision }: ReportRevision): Promise<ReportRevision[]> {
    if (revision === 1) return [];
    return (await this.reports.revisions(id)).filter((one) => one.revision < revision);
  }

  private async order(study: StudyInstanceUid): Promise<DocumentOrder | null> {
    const order = await this.orders.forStudy(study);
    if (!order) return null;
    const { placerOrderNumber, fillerOrderNumber, requestedProcedureId, procedure } = order;
    return { placerOrderNumber, fillerOrderNumber, requestedProcedureId, procedureText: procedure.text };
  }

  private async images({ sentences }: ReportRevision): Promise<DocumentImage[]> {
    const uids = new Set(sentences.flatMap(({ evidence }) => (evidence ? [evidence.sopInstanceUid] : [])));
    return Promise.all([...uids].map((uid) => this.image(sopInstanceUid(uid))));
  }

  private async image(uid: SopInstanceUid): Promise<DocumentImage> {
    const header = await this.studies.instanceHeader(uid);
    return {
      ...(await this.studies.instance(uid)),
      grey: header && greyPresentation(header as DicomJson),
    };
  }
}
