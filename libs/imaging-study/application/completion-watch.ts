import { Injectable } from '@nestjs/common';
import { Clock, type StudyInstanceUid } from '@wetread/kernel';
import { AppConfig, Outbox } from '@wetread/platform';
import { type CompletionVerdict, judgeCompletion } from '../domain/completion';
import type { CompletionView } from '../domain/instance-register';
import { INSTANCE_STORED, type InstanceStored } from '../domain/study-events';

/** Decides when a study is next asked whether it is complete; a later decision moves an earlier one. */
@Injectable()
export class CompletionWatch {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  judge(study: CompletionView, isSending: boolean): CompletionVerdict {
    return judgeCompletion(study, this.clock.now(), this.config.studyQuietSeconds, isSending);
  }

  /** Joins the surrounding transaction. */
  async askAt(study: StudyInstanceUid, notBefore: Date): Promise<void> {
    const payload: InstanceStored = { studyInstanceUid: study };
    await this.outbox.add({ type: INSTANCE_STORED, key: study, payload, notBefore });
  }

  /** Asks when the study will have been quiet for long enough, counted from `lastReceivedAt`. */
  async askWhenQuiet(study: StudyInstanceUid, lastReceivedAt: Date): Promise<void> {
    const quiet = lastReceivedAt.getTime() + this.config.studyQuietSeconds * 1000;
    await this.askAt(study, new Date(Math.max(quiet, this.clock.now().getTime())));
  }
}
