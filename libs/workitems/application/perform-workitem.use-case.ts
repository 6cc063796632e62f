import { Injectable } from '@nestjs/common';
import { newUid } from '@wetread/dicom';
import { Studies, type StoredStudy } from '@wetread/imaging-study';
import { Clock, studyInstanceUid } from '@wetread/kernel';
import { AI_READING_CODES } from '../domain/ai-reading';
import { dueAt } from '../domain/due-at';
import { isFinal } from '../domain/procedure-step-state';
import type { WorkitemSnapshot } from '../domain/workitem';
import { Workitems } from '../domain/workitems';
import { ChangeWorkitem } from './change-workitem';
import { EndWorkitem } from './end-workitem';
import { InputPatient, OTHER_PATIENT } from './input-patient';
import { PERFORMER } from './performer';
import { ReadInput } from './read-input';

export type Performance =
  'not-ours' | 'not-due' | 'waiting-for-study' | 'taken-by-another' | 'canceled' | 'completed' | 'reading';

/**
 * Performs a workitem that asks for AI reading (IHE AI Workflow for Imaging, Task Performer): claims it, has the study
 * read and ends it with the draft, or with the reason why there is none; a study of another patient than the workitem
 * names is not read for it. Safe to run twice: it goes on with what it had claimed itself, leaves what others have claimed,
 * and reading finds what was read.
 */
@Injectable()
export class PerformWorkitem {
  constructor(
    private readonly workitems: Workitems,
    private readonly studies: Studies,
    private readonly inputPatient: InputPatient,
    private readonly change: ChangeWorkitem,
    private readonly readInput: ReadInput,
    private readonly end: EndWorkitem,
    private readonly clock: Clock,
  ) {}

  async execute(uid: string): Promise<Performance> {
    const workitem = await this.workitems.find(uid);
    if (!workitem.asksFor(AI_READING_CODES) || isFinal(workitem.snapshot.state)) return 'not-ours';
    if (!this.isDue(workitem.snapshot)) return 'not-due';
    const study = await this.completeStudy(workitem.inputStudies[0]);
    if (!study) return 'waiting-for-study';
    if (!(await this.claim(uid))) return 'taken-by-another';
    if (!(await this.inputPatient.mayBeMeant(workitem, study)))
      return this.end.withoutReport(uid, OTHER_PATIENT);
    const { status, refusal } = (await this.readInput.execute(study)).reading;
    if (status !== 'refused') return this.end.withReport(workitem, study);
    return this.end.withoutReport(
      uid,
      `${refusal?.code ?? 'scope.unknown'}: ${refusal?.reason ?? 'refused'}`,
    );
  }

  /** A study may be complete before its workitem is due, which is told of anew then. */
  private isDue(snapshot: WorkitemSnapshot): boolean {
    if (snapshot.state !== 'SCHEDULED') return true;
    const at = dueAt(snapshot);
    return at !== null && at <= this.clock.now();
  }

  private async completeStudy(uid: string | undefined): Promise<StoredStudy | null> {
    const study = uid === undefined ? null : await this.studies.find(studyInstanceUid(uid));
    return study?.state === 'complete' ? study : null;
  }

  private claim(uid: string): Promise<boolean> {
    return this.change.execute({
      uid,
      actor: PERFORMER,
      change: 'claimed',
      apply: (workitem, at) => workitem.claimHere(newUid(), at),
    });
  }
}
