import type { DicomJson } from '@wetread/dicom';
import { hasValue, itemsOf, Tag, textOf } from './json-attributes';
import type { ProcedureStepState } from './procedure-step-state';
import { FinalStateNotMet, WorkitemInvalid } from './workitem-errors';

/** Type 1 of N-CREATE (PS3.4 table CC.2.5-3). */
const WANTED = {
  [Tag.ProcedureStepState]: 'Procedure Step State (0074,1000)',
  [Tag.ProcedureStepLabel]: 'Procedure Step Label (0074,1204)',
  [Tag.ScheduledProcedureStepPriority]: 'Scheduled Procedure Step Priority (0074,1200)',
  [Tag.ScheduledProcedureStepStartDateTime]: 'Scheduled Procedure Step Start DateTime (0040,4005)',
  [Tag.InputReadinessState]: 'Input Readiness State (0040,4041)',
} as const;
const ENUMERATED = {
  [Tag.ScheduledProcedureStepPriority]: ['HIGH', 'MEDIUM', 'LOW'],
  [Tag.InputReadinessState]: ['INCOMPLETE', 'UNAVAILABLE', 'READY'],
} as const;
/** What the performer writes, and the server alone: never part of a creation. */
const EMPTY_AT_CREATION = [
  Tag.TransactionUID,
  Tag.UnifiedProcedureStepPerformedProcedureSequence,
  Tag.ProcedureStepProgressInformationSequence,
] as const;
/** Never changed by N-SET (PS3.4 table CC.2.5-3): each has a request of its own, or stands for ever. */
const NOT_SETTABLE = new Set<string>([
  Tag.SOPClassUID,
  Tag.SOPInstanceUID,
  Tag.TransactionUID,
  Tag.ProcedureStepState,
  Tag.PatientName,
  Tag.PatientID,
  Tag.IssuerOfPatientID,
  Tag.PatientBirthDate,
  Tag.PatientSex,
  Tag.StudyInstanceUID,
]);

const TAG = /^[0-9A-F]{8}$/;

/** Whether a value has the form of a data set in the DICOM JSON Model. */
export const isDicomJson = (value: unknown): value is DicomJson =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.entries(value).every(
    ([tag, attribute]) => TAG.test(tag) && typeof (attribute as { vr?: unknown } | null)?.vr === 'string',
  );

/** @throws WorkitemInvalid naming every fault */
export function checkCreation(attributes: DicomJson): void {
  const faults = [
    ...Object.entries(WANTED).flatMap(([tag, name]) =>
      hasValue(attributes, tag) ? [] : [`${name} is missing`],
    ),
    ...enumerationFaults(attributes),
    ...EMPTY_AT_CREATION.filter((tag) => hasValue(attributes, tag)).map((tag) => `${tag} must be empty`),
  ];
  const state = textOf(attributes, Tag.ProcedureStepState);
  if (state !== null && state !== 'SCHEDULED') faults.push('Procedure Step State must be SCHEDULED');
  if (faults.length > 0) throw new WorkitemInvalid(`the workitem cannot be created: ${faults.join('; ')}`);
}

/** @throws WorkitemInvalid */
export function checkUpdate(attributes: DicomJson): void {
  const fixed = Object.keys(attributes).filter((tag) => NOT_SETTABLE.has(tag));
  const faults = [...fixed.map((tag) => `${tag} cannot be changed`), ...enumerationFaults(attributes)];
  if (faults.length > 0) throw new WorkitemInvalid(`the workitem cannot be updated: ${faults.join('; ')}`);
}

function enumerationFaults(attributes: DicomJson): string[] {
  return Object.entries(ENUMERATED).flatMap(([tag, allowed]) => {
    const value = textOf(attributes, tag);
    return value === null || (allowed as readonly string[]).includes(value)
      ? []
      : [`${tag} must be one of ${allowed.join(', ')}`];
  });
}

const PERFORMED = {
  [Tag.PerformedProcedureStepStartDateTime]: 'Performed Procedure Step Start DateTime (0040,4050)',
  [Tag.PerformedWorkitemCodeSequence]: 'Performed Workitem Code Sequence (0040,4019)',
  [Tag.PerformedStationNameCodeSequence]: 'Performed Station Name Code Sequence (0040,4028)',
  [Tag.PerformedProcedureStepEndDateTime]: 'Performed Procedure Step End DateTime (0040,4051)',
} as const;

/** What must be known of how the step was performed before it may end. @throws FinalStateNotMet */
export function checkFinalState(attributes: DicomJson, state: ProcedureStepState): void {
  const missing = state === 'COMPLETED' ? missingOfCompletion(attributes) : missingOfCancellation(attributes);
  if (missing.length > 0) throw new FinalStateNotMet(state, missing);
}

function missingOfCompletion(attributes: DicomJson): string[] {
  const [performed] = itemsOf(attributes, Tag.UnifiedProcedureStepPerformedProcedureSequence);
  if (!performed) return ['Unified Procedure Step Performed Procedure Sequence (0074,1216)'];
  const missing: string[] = Object.entries(PERFORMED).flatMap(([tag, name]) =>
    hasValue(performed, tag) ? [] : [name],
  );
  // Type 2: may be empty, must be there.
  if (!performed[Tag.OutputInformationSequence]) missing.push('Output Information Sequence (0040,4033)');
  return missing;
}

function missingOfCancellation(attributes: DicomJson): string[] {
  const [progress] = itemsOf(attributes, Tag.ProcedureStepProgressInformationSequence);
  return progress && hasValue(progress, Tag.ProcedureStepCancellationDateTime)
    ? []
    : ['Procedure Step Cancellation DateTime (0040,4052)'];
}
