import { Injectable } from '@nestjs/common';
import type { AuditActor } from '@wetread/audit';
import { awaitedLater } from '@wetread/kernel';
import type { IncomingInstance } from '../domain/incoming';
import { type Sender, SendingRegistry } from '../domain/sending-registry';
import type { StoreResult, StoreSource } from '../domain/store-outcome';
import { ExamineInstance, type Expectation } from './examine-instance';
import type { FilingContext } from './file-instances';
import { FinishSending } from './finish-sending';
import { GroupCommit } from './group-commit';
import { AcknowledgeEarly } from './intake/acknowledge-early';
import { ReceiveBody } from './receive-body';

export interface StoreInstancesCommand {
  source: StoreSource;
  /** A body that is a stream is read to its end before the next instance is asked for. */
  instances: AsyncIterable<IncomingInstance>;
  /** Who answers for it in the audit trail; else the peer, a device (the system itself for an import). */
  actor?: AuditActor;
  /** The association behind this call, when it outlives it; else the call counts as a sender while it runs. */
  sender?: Sender;
  expectation?: Expectation;
  /**
   * `early`: each result is told once its object cannot be lost any more, perhaps before it can be found (ADR 20); which
   * of two that come in one call is stored first is then open.
   */
  answer?: 'filed' | 'early';
  /** Called for each instance with its result, in the order of `instances`. */
  onResult?: (result: StoreResult) => void;
}

/**
 * Received and not yet filed, of one call: enough to keep disk, processor and database busy at once, few enough
 * to bound memory (one that is held there is at most a few MiB) and the work that a broken sender leaves.
 */
const UNDER_WAY = 64;

/**
 * The one door for instances: STOW-RS, C-STORE and import. Each instance gets its own result, told only when its
 * transaction has committed or, where asked for, the journal has it. Safe to repeat: what is stored already is answered as `duplicate`.
 * An error of `instances` itself is thrown after what came before it has been stored.
 */
@Injectable()
export class StoreInstances {
  constructor(
    private readonly receiveBody: ReceiveBody,
    private readonly examine: ExamineInstance,
    private readonly groupCommit: GroupCommit,
    private readonly early: AcknowledgeEarly,
    private readonly senders: SendingRegistry,
    private readonly finishSending: FinishSending,
  ) {}

  async execute(command: StoreInstancesCommand): Promise<StoreResult[]> {
    const { source, actor = defaultActor(source), sender = this.senders.open() } = command;
    const results: StoreResult[] = [];
    const tell = (result: StoreResult): void => {
      results.push(result);
      command.onResult?.(result);
    };
    try {
      await this.storeAll(command, { source, actor, sender }, tell);
    } finally {
      if (!command.sender) await this.finishSending.execute(sender);
    }
    return results;
  }

  private async storeAll(
    { instances, expectation = {}, answer = 'filed' }: StoreInstancesCommand,
    context: FilingContext,
    tell: (result: StoreResult) => void,
  ): Promise<void> {
    const underWay: Promise<StoreResult>[] = [];
    // Examined side by side, filed in the order of the source: of two objects with one UID the first is stored.
    let before: Promise<unknown> = Promise.resolve();
    try {
      for await (const incoming of instances) {
        const received = await this.receiveBody.execute(incoming);
        if (answer === 'early' && received.kind === 'received') {
          underWay.push(awaitedLater(this.early.store(received, expectation, context)));
        } else {
          const examined =
            received.kind === 'received' ? this.examine.execute(received, expectation) : received;
          const inTurn = Promise.all([examined, before]).then(([instance]) => instance);
          underWay.push(awaitedLater(this.groupCommit.file(inTurn, context)));
          before = inTurn.catch(() => undefined);
        }
        if (underWay.length >= UNDER_WAY) tell(await underWay.shift()!);
      }
    } finally {
      // In order, and also when the source broke off: what came before is stored and told.
      for (const result of underWay) tell(await result);
    }
  }
}

const defaultActor = ({ kind, peer }: StoreSource): AuditActor => ({
  kind: kind === 'import' ? 'system' : 'device',
  id: peer,
});
