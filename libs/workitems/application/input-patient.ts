import { Injectable } from '@nestjs/common';
import { Studies, type StoredStudy } from '@wetread/imaging-study';
import type { Workitem } from '../domain/workitem';
import { mayConcern } from './may-concern';

/** Why nothing is drafted for a workitem whose study is another patient's; names nobody. */
export const OTHER_PATIENT =
  'workitem.patient-mismatch: the workitem names another patient than the one of its input study';

/** Compares whom a workitem names with whose its study is. */
@Injectable()
export class InputPatient {
  constructor(private readonly studies: Studies) {}

  /** Also by a number that the patient had before two were merged: its sender may not have heard of that. */
  async mayBeMeant(workitem: Workitem, { patient }: StoredStudy): Promise<boolean> {
    if (mayConcern(workitem, patient)) return true;
    const retired = await this.studies.retiredIdentities(patient.id);
    return retired.some((identity) => mayConcern(workitem, { ...patient, ...identity }));
  }
}
