import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import type { CompletionVerdict } from '../domain/completion';
import { InstanceRegister } from '../domain/instance-register';
import { SendingRegistry } from '../domain/sending-registry';
import { CompletionRecord } from './completion-record';
import { CompletionWatch } from './completion-watch';

/**
 * Asks whether a study has become complete. Idempotent: a complete study stays as it is, one that is not yet
 * quiet is asked again later. The study is locked meanwhile, so that an instance arriving now either is seen
 * or re-opens the study afterwards.
 */
@Injectable()
export class CompleteStudy {
  constructor(
    private readonly database: Database,
    private readonly register: InstanceRegister,
    private readonly senders: SendingRegistry,
    private readonly watch: CompletionWatch,
    private readonly record: CompletionRecord,
  ) {}

  async execute(study: StudyInstanceUid): Promise<CompletionVerdict['kind'] | 'unknown-study'> {
    return this.database.transaction(async () => {
      const view = await this.register.lockStudy(study);
      if (!view) return 'unknown-study';
      const verdict = this.watch.judge(view, await this.senders.isSending(study));
      if (verdict.kind === 'wait') await this.watch.askAt(study, verdict.until);
      if (verdict.kind === 'complete') {
        const { completion, reason, at } = verdict;
        await this.register.markComplete(study, completion, at);
        await this.record.completed({ studyInstanceUid: study, completion, reason }, view.instances);
      }
      return verdict.kind;
    });
  }
}
