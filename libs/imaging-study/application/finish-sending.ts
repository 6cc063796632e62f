import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import { InstanceRegister } from '../domain/instance-register';
import { type Sender, SendingRegistry } from '../domain/sending-registry';
import { CompletionWatch } from './completion-watch';

/** An association or request has ended: its studies are asked again as soon as they have been quiet. */
@Injectable()
export class FinishSending {
  constructor(
    private readonly senders: SendingRegistry,
    private readonly register: InstanceRegister,
    private readonly watch: CompletionWatch,
    private readonly database: Database,
  ) {}

  async execute(sender: Sender): Promise<void> {
    await this.database.transaction(async () => {
      const studies = await this.senders.close(sender);
      if (studies.length === 0) return;
      for (const [study, lastReceivedAt] of await this.register.lastReceivedAt(studies)) {
        await this.watch.askWhenQuiet(study, lastReceivedAt);
      }
    });
  }
}
