import { Injectable } from '@nestjs/common';
import type { AuditActor } from '@wetread/audit';
import type { ExaminedInstance, IncomingInstance } from '../domain/incoming';
import { type Sender, SendingRegistry } from '../domain/sending-registry';
import type { StoreResult, StoreSource } from '../domain/store-outcome';
import { ExamineInstance, type Expectation } from './examine-instance';
import { FileInstances } from './file-instances';
import { FinishSending } from './finish-sending';
import { grouped } from './grouped';

export interface StoreInstancesCommand {
  source: StoreSource;
  instances: AsyncIterable<IncomingInstance>;
  /** Who answers for it in the audit trail; else the peer, a device (the system itself for an import). */
  actor?: AuditActor;
  /** The association behind this call, when it outlives it; else the call counts as a sender while it runs. */
  sender?: Sender;
  expectation?: Expectation;
  /** Called for each instance once its transaction has committed. */
  onResult?: (result: StoreResult) => void;
}

/** As much as one transaction takes; what a group weighs is held in memory. */
const GROUP = { items: 32, bytes: 64 * 1024 * 1024 };
/** Reads and disk syncs of one group that run side by side. */
const EXAMINED_AT_ONCE = 4;

/**
 * The one door for instances: STOW-RS, C-STORE and import. Each instance gets its own result, told only after
 * its transaction has committed. Safe to repeat: what is stored already is answered as `duplicate`.
 * An error of `instances` itself is thrown after what came before it has been stored.
 */
@Injectable()
export class StoreInstances {
  constructor(
    private readonly examine: ExamineInstance,
    private readonly file: FileInstances,
    private readonly senders: SendingRegistry,
    private readonly finishSending: FinishSending,
  ) {}

  async execute(command: StoreInstancesCommand): Promise<StoreResult[]> {
    const sender = command.sender ?? this.senders.open();
    const { source, actor = defaultActor(source) } = command;
    const results: StoreResult[] = [];
    try {
      for await (const group of grouped(command.instances, GROUP)) {
        const examined = await this.examineAll(group, command.expectation ?? {});
        for (const result of await this.file.execute(examined, { source, actor, sender })) {
          results.push(result);
          command.onResult?.(result);
        }
      }
    } finally {
      if (!command.sender) await this.finishSending.execute(sender);
    }
    return results;
  }

  private async examineAll(
    group: readonly IncomingInstance[],
    expectation: Expectation,
  ): Promise<ExaminedInstance[]> {
    const examined: ExaminedInstance[] = [];
    for (let start = 0; start < group.length; start += EXAMINED_AT_ONCE) {
      const some = group.slice(start, start + EXAMINED_AT_ONCE);
      examined.push(...(await Promise.all(some.map((one) => this.examine.execute(one, expectation)))));
    }
    return examined;
  }
}

const defaultActor = ({ kind, peer }: StoreSource): AuditActor => ({
  kind: kind === 'import' ? 'system' : 'device',
  id: peer,
});
