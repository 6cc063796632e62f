import { Injectable } from '@nestjs/common';
import { newUid } from '@wetread/dicom';
import { Studies, type StoredStudy } from '@wetread/imaging-study';
import { type Inference, RunInference } from '@wetread/inference';
import { studyInstanceUid } from '@wetread/kernel';
import { AI_READING_CODES } from '../domain/ai-reading';
import { isFinal } from '../domain/procedure-step-state';
import { Workitems } from '../domain/workitems';
import { ChangeWorkitem } from './change-workitem';
import { EndWorkitem } from './end-workitem';
import { PERFORMER } from './performer';

export type Performance =
  'not-ours' | 'waiting-for-study' | 'taken-by-another' | 'canceled' | 'completed' | 'reading';

/**
 * Performs a workitem that asks for AI reading (IHE AI Workflow for Imaging, Task Performer): claims it, has the study
 * read and ends it with the draft, or with the reason why there is none. Safe to run twice: it goes on with what it
 * had claimed itself, leaves what others have claimed, and reading finds what was read.
 */
@Injectable()
export class PerformWorkitem {
  constructor(
    private readonly workitems: Workitems,
    private readonly studies: Studies,
    private readonly change: ChangeWorkitem,
    private readonly runInference: RunInference,
    private readonly end: EndWorkitem,
  ) {}

  async execute(uid: string): Promise<Performance> {
    const workitem = await this.workitems.find(uid);
    if (!workitem.asksFor(AI_READING_CODES) || isFinal(workitem.snapshot.state)) return 'not-ours';
    const study = await this.completeStudy(workitem.inputStudies[0]);
    if (!study) return 'waiting-for-study';
    if (!(await this.claim(uid))) return 'taken-by-another';
    const inference = await this.read(study);
    const { status, refusal } = inference.reading;
    if (status !== 'refused')
      return (await this.end.withReport(uid, study.studyInstanceUid)) ? 'completed' : 'reading';
    await this.end.withoutReport(uid, `${refusal?.code ?? 'scope.unknown'}: ${refusal?.reason ?? 'refused'}`);
    return 'canceled';
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

  private read({ studyInstanceUid: uid, completions }: StoredStudy): Promise<Inference> {
    const reason = completions === 1 ? 'first' : 'late-instance';
    return this.runInference.execute({ studyInstanceUid: uid, completion: completions, reason });
  }
}
