import { Injectable } from '@nestjs/common';
import { type DicomJson, readInstanceHeader, type InstanceHeader } from '@wetread/dicom';
import type { StudyInstanceUid } from '@wetread/kernel';
import { AppConfig } from '@wetread/platform';
import { RenderReport, Reports } from '@wetread/reporting';
import { code, dateTime, itemsOf, sequence, Tag, text } from '../domain/json-attributes';
import type { WorkitemSnapshot } from '../domain/workitem';
import { ChangeWorkitem } from './change-workitem';
import { PERFORMER, STATION } from './performer';

/** Ends workitems that our own performer holds, with what came of them. */
@Injectable()
export class EndWorkitem {
  constructor(
    private readonly reports: Reports,
    private readonly renderReport: RenderReport,
    private readonly change: ChangeWorkitem,
    private readonly config: AppConfig,
  ) {}

  /** Completes with a reference to the report's SR; `false` while there is no report yet. Safe to run twice. */
  async withReport(uid: string, study: StudyInstanceUid): Promise<boolean> {
    const report = await this.reports.findByStudy(study);
    if (!report) return false;
    const { bytes } = await this.renderReport.execute({ reportId: report.id, format: 'sr' });
    const output = outputOf(readInstanceHeader(bytes), this.retrieveUri(report.id));
    await this.change.execute({
      uid,
      actor: PERFORMER,
      change: 'completed',
      apply: (workitem, at) => workitem.endHere('COMPLETED', performed(workitem.snapshot, output, at), at),
    });
    return true;
  }

  /** Cancels with the reason why nothing could be drafted. Safe to run twice. */
  async withoutReport(uid: string, reason: string): Promise<void> {
    await this.change.execute({
      uid,
      actor: PERFORMER,
      change: 'canceled',
      apply: (workitem, at) => workitem.endHere('CANCELED', discontinued(reason, at), at),
    });
  }

  private retrieveUri(reportId: string): string | null {
    const { publicUrl } = this.config.http;
    return publicUrl && new URL(`/api/reports/${reportId}/export?format=sr`, publicUrl).href;
  }
}

/** PS3.3 C.30.3: an item of Output Information Sequence. */
function outputOf(header: InstanceHeader, retrieveUri: string | null): DicomJson {
  const reference: DicomJson = {
    [Tag.ReferencedSOPClassUID]: text('UI', header.sopClassUid),
    [Tag.ReferencedSOPInstanceUID]: text('UI', header.sopInstanceUid),
  };
  return {
    [Tag.TypeOfInstances]: text('CS', 'DICOM'),
    [Tag.StudyInstanceUID]: text('UI', header.studyInstanceUid),
    [Tag.SeriesInstanceUID]: text('UI', header.seriesInstanceUid),
    [Tag.ReferencedSOPSequence]: sequence(reference),
    ...(retrieveUri && {
      [Tag.WadoRetrievalSequence]: sequence({ [Tag.RetrieveURI]: text('UR', retrieveUri) }),
    }),
  };
}

const performed = ({ attributes, modifiedAt }: WorkitemSnapshot, output: DicomJson, at: Date): DicomJson => ({
  [Tag.UnifiedProcedureStepPerformedProcedureSequence]: sequence({
    [Tag.PerformedStationNameCodeSequence]: sequence(STATION),
    [Tag.PerformedProcedureStepStartDateTime]: text('DT', dateTime(modifiedAt)),
    [Tag.PerformedProcedureStepEndDateTime]: text('DT', dateTime(at)),
    [Tag.PerformedWorkitemCodeSequence]: sequence(...itemsOf(attributes, Tag.ScheduledWorkitemCodeSequence)),
    [Tag.OutputInformationSequence]: sequence(output),
  }),
});

/** PS3.16 CID 9300: the procedure was discontinued for a reason that no code names. */
const discontinued = (reason: string, at: Date): DicomJson => ({
  [Tag.ProcedureStepProgressInformationSequence]: sequence({
    [Tag.ProcedureStepCancellationDateTime]: text('DT', dateTime(at)),
    [Tag.ReasonForCancellation]: text('LT', reason),
    [Tag.ProcedureStepDiscontinuationReasonCodeSequence]: sequence(
      code('110513', 'DCM', 'Discontinued for unspecified reason'),
    ),
  }),
});
