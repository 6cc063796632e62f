import { Injectable } from '@nestjs/common';
import type { DicomJson, InstanceHeader } from '@wetread/dicom';
import type { StoredStudy } from '@wetread/imaging-study';
import { AppConfig } from '@wetread/platform';
import { Reports } from '@wetread/reporting';
import { code, dateTime, itemsOf, sequence, Tag, text } from '../domain/json-attributes';
import type { Workitem, WorkitemSnapshot } from '../domain/workitem';
import { ArchiveOutput } from './archive-output';
import { ChangeWorkitem } from './change-workitem';
import { InputPatient, OTHER_PATIENT } from './input-patient';
import { PERFORMER, STATION } from './performer';

/** Ends workitems that our own performer holds, with what came of them. */
@Injectable()
export class EndWorkitem {
  constructor(
    private readonly reports: Reports,
    private readonly inputPatient: InputPatient,
    private readonly archiveOutput: ArchiveOutput,
    private readonly change: ChangeWorkitem,
    private readonly config: AppConfig,
  ) {}

  /**
   * Completes with a reference to the report's SR. `reading`: there is no report yet. Canceled when the study is another
   * patient's by now: one may have come by HL7 since it was read. Safe to run twice.
   */
  async withReport(workitem: Workitem, study: StoredStudy): Promise<'completed' | 'canceled' | 'reading'> {
    const { uid } = workitem.snapshot;
    if (!(await this.inputPatient.mayBeMeant(workitem, study))) return this.withoutReport(uid, OTHER_PATIENT);
    const report = await this.reports.findByStudy(study.studyInstanceUid);
    if (!report) return 'reading';
    const output = outputOf(await this.archiveOutput.execute(report.id), this.config.dimse.aeTitle);
    await this.change.execute({
      uid,
      actor: PERFORMER,
      change: 'completed',
      apply: (held, at) => held.endHere('COMPLETED', performed(held.snapshot, output, at), at),
    });
    return 'completed';
  }

  /** Cancels with the reason why nothing could be drafted. Safe to run twice. */
  async withoutReport(uid: string, reason: string): Promise<'canceled'> {
    await this.change.execute({
      uid,
      actor: PERFORMER,
      change: 'canceled',
      apply: (workitem, at) => workitem.endHere('CANCELED', discontinued(reason, at), at),
    });
    return 'canceled';
  }
}

/**
 * An item of Output Information Sequence (PS3.3 table 10-3b): fetched by C-MOVE and C-GET under our AE title, and by
 * WADO-RS. The URL is relative to `/dicom-web/`, since only who asks knows by which host it reaches us.
 */
function outputOf(header: InstanceHeader, aeTitle: string): DicomJson {
  const { sopClassUid, sopInstanceUid, studyInstanceUid, seriesInstanceUid } = header;
  const url = `studies/${studyInstanceUid}/series/${seriesInstanceUid}/instances/${sopInstanceUid}`;
  const reference: DicomJson = {
    [Tag.ReferencedSOPClassUID]: text('UI', sopClassUid),
    [Tag.ReferencedSOPInstanceUID]: text('UI', sopInstanceUid),
  };
  return {
    [Tag.TypeOfInstances]: text('CS', 'DICOM'),
    [Tag.StudyInstanceUID]: text('UI', studyInstanceUid),
    [Tag.SeriesInstanceUID]: text('UI', seriesInstanceUid),
    [Tag.ReferencedSOPSequence]: sequence(reference),
    [Tag.DicomRetrievalSequence]: sequence({ [Tag.RetrieveAETitle]: text('AE', aeTitle) }),
    [Tag.WadoRsRetrievalSequence]: sequence({ [Tag.RetrieveURL]: text('UR', url) }),
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
