import type { DicomJson } from '@wetread/dicom';
import { itemsOf, Tag, text, textOf } from './json-attributes';

/** UPS Event SOP Class (PS3.4 CC.3.1.4). */
const UPS_EVENT = '1.2.840.10008.5.1.4.34.6.4';

/** Event types of PS3.4 table CC.2.4-1. */
export const WorkitemEventType = {
  stateReport: 1,
  cancelRequested: 2,
  progressReport: 3,
  assigned: 5,
} as const;
type WorkitemEventType = (typeof WorkitemEventType)[keyof typeof WorkitemEventType];

const REASONS = [Tag.ReasonForCancellation, Tag.ProcedureStepDiscontinuationReasonCodeSequence];

/** Something that those who subscribed are told (PS3.18 section 8.10.5). */
export interface WorkitemEvent {
  readonly type: WorkitemEventType;
  readonly workitemUid: string;
  /** Attributes of the event (PS3.4 table CC.2.4-1). */
  readonly attributes: DicomJson;
}

/** The message that goes through an event channel, DICOM JSON with its command attributes. */
export const eventMessage = (
  { type, workitemUid, attributes }: WorkitemEvent,
  messageId: number,
): DicomJson => ({
  '00000002': text('UI', UPS_EVENT),
  '00000110': { vr: 'US', Value: [messageId % 65_536] },
  '00001000': text('UI', workitemUid),
  '00001002': { vr: 'US', Value: [type] },
  ...attributes,
});

/** State and readiness, as a UPS State Report tells them, and why it was canceled. */
export function stateReport(workitemUid: string, attributes: DicomJson): WorkitemEvent {
  const [progress = {}] = itemsOf(attributes, Tag.ProcedureStepProgressInformationSequence);
  const isCanceled = textOf(attributes, Tag.ProcedureStepState) === 'CANCELED';
  return {
    type: WorkitemEventType.stateReport,
    workitemUid,
    attributes: {
      ...picked(attributes, [Tag.ProcedureStepState, Tag.InputReadinessState]),
      ...(isCanceled && picked(progress, REASONS)),
    },
  };
}

export const progressReport = (workitemUid: string, attributes: DicomJson): WorkitemEvent => ({
  type: WorkitemEventType.progressReport,
  workitemUid,
  attributes: picked(attributes, [Tag.ProcedureStepProgressInformationSequence]),
});

/** Who is to perform it, after that was changed. */
export function assignment(workitemUid: string, attributes: DicomJson): WorkitemEvent {
  const [performer = {}] = itemsOf(attributes, Tag.ScheduledHumanPerformersSequence);
  return {
    type: WorkitemEventType.assigned,
    workitemUid,
    attributes: {
      ...picked(attributes, [Tag.ScheduledStationNameCodeSequence]),
      ...picked(performer, [Tag.HumanPerformerCodeSequence, Tag.HumanPerformerOrganization]),
    },
  };
}

export const picked = (attributes: DicomJson, tags: readonly string[]): DicomJson =>
  Object.fromEntries(tags.flatMap((tag) => (attributes[tag] ? [[tag, attributes[tag]]] : [])));
