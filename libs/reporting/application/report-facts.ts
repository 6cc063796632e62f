import { Injectable } from '@nestjs/common';
import { Studies } from '@wetread/imaging-study';
import { sopInstanceUid } from '@wetread/kernel';
import type { DocumentAddendum, DocumentImage, ReportDocument } from '../domain/report-document';
import type { Report, ReportRevision } from '../domain/report';
import { Reports } from '../domain/reports';

/** Gathers what a rendering tells: the report's current revision, its study and the images it points at. */
@Injectable()
export class ReportFacts {
  constructor(
    private readonly studies: Studies,
    private readonly reports: Reports,
  ) {}

  /** @throws ReportNotFound, StudyNotFound */
  async document(reportId: string): Promise<ReportDocument> {
    const report = await this.reports.find(reportId);
    const { current, studyInstanceUid, signature } = report.snapshot;
    const { study } = await this.studies.contents(studyInstanceUid);
    return {
      reportId: report.id,
      revision: current.revision,
      status: current.status,
      reason: current.reason,
      issuedAt: current.createdAt,
      contentHash: current.contentHash,
      patient: { ...study.patient, patientId: study.patient.patientId ?? '' },
      study,
      images: await this.images(current),
      sentences: current.sentences,
      findings: current.findings,
      model: current.model,
      marks: current.marks,
      notes: current.notes,
      prior: current.prior,
      signature,
      addenda: await this.addenda(report),
    };
  }

  private async images({ sentences }: ReportRevision): Promise<DocumentImage[]> {
    const uids = new Set(sentences.flatMap(({ evidence }) => (evidence ? [evidence.sopInstanceUid] : [])));
    return Promise.all([...uids].map((uid) => this.studies.instance(sopInstanceUid(uid))));
  }

  /** An addendum's author is that of the first revision that has it. */
  private async addenda({ id, snapshot }: Report): Promise<DocumentAddendum[]> {
    const added = snapshot.current.sentences.filter(({ section }) => section === 'addendum');
    if (added.length === 0) return [];
    const revisions = await this.reports.revisions(id);
    return added.flatMap((sentence) => {
      const first = revisions.find(({ sentences }) => sentences.some((one) => one.id === sentence.id));
      return first ? [{ sentenceId: sentence.id, name: first.author.name, at: first.createdAt }] : [];
    });
  }
}
