import { Injectable } from '@nestjs/common';
import type { DicomJson } from '@wetread/dicom';
import { matchesJson } from '@wetread/imaging-study';
import { Tag } from '../domain/json-attributes';
import { Workitems } from '../domain/workitems';
import type { WorkitemQuery } from './workitem-query';

/** Returned without being asked for (PS3.18 table 11.9.3-1 and PS3.4 table CC.2.5-3, return key type 1). */
const ALWAYS = new Set<string>([
  Tag.SOPClassUID,
  Tag.SOPInstanceUID,
  Tag.ProcedureStepState,
  Tag.ProcedureStepLabel,
  Tag.ScheduledProcedureStepPriority,
  Tag.ScheduledProcedureStepModificationDateTime,
  Tag.ScheduledProcedureStepStartDateTime,
  Tag.ScheduledWorkitemCodeSequence,
  Tag.InputReadinessState,
  Tag.WorklistLabel,
  Tag.StudyInstanceUID,
  Tag.PatientName,
  Tag.PatientID,
  Tag.IssuerOfPatientID,
  Tag.PatientBirthDate,
  Tag.PatientSex,
]);

/** Finds workitems by their attributes. */
@Injectable()
export class SearchWorkitems {
  constructor(private readonly workitems: Workitems) {}

  async execute(query: WorkitemQuery): Promise<{ found: DicomJson[]; hasMore: boolean }> {
    const found: DicomJson[] = [];
    let passed = 0;
    for await (const { view } of this.workitems.all(statesOf(query))) {
      if (!matchesJson(view, query.matches)) continue;
      passed += 1;
      if (passed <= query.offset) continue;
      if (found.length === query.limit) return { found, hasMore: true };
      found.push(picked(view, query));
    }
    return { found, hasMore: false };
  }
}

/** The states that are asked for, which spares whoever polls for tasks the reading of all that have ended. */
function statesOf({ matches }: WorkitemQuery): readonly string[] | null {
  const state = matches.find(({ path }) => path.length === 1 && path[0] === Tag.ProcedureStepState);
  return state?.criterion.kind === 'values' ? state.criterion.values : null;
}

function picked(view: DicomJson, { include, matches }: WorkitemQuery): DicomJson {
  if (include === 'all') return view;
  const asked = new Set([...ALWAYS, ...include, ...matches.map(({ path }) => path[0] ?? '')]);
  return Object.fromEntries(Object.entries(view).filter(([tag]) => asked.has(tag)));
}
