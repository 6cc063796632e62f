import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, Logger } from '@wetread/platform';
import { InstanceRegister } from '../domain/instance-register';
import { CompletionWatch } from './completion-watch';

/**
 * At start every study that is still `receiving` is asked again. The outbox survives a kill by itself; this
 * also heals a study whose event went to the dead letters.
 */
@Injectable()
export class RearmReceivingStudies implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly register: InstanceRegister,
    private readonly watch: CompletionWatch,
    private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const studies = await this.register.receivingStudies();
    if (studies.length === 0) return;
    await this.database.transaction(async () => {
      for (const { studyInstanceUid, lastReceivedAt } of studies) {
        await this.watch.askWhenQuiet(studyInstanceUid, lastReceivedAt);
      }
    });
    this.logger.info({ studies: studies.length }, 'studies that were still arriving are watched again');
  }
}
