import { Injectable } from '@nestjs/common';
import { type ContentHash, DomainError } from '@wetread/kernel';
import { Logger } from '@wetread/platform';
import { INTERNAL, mayHaveArrived, outcome, type Outcome } from '../domain/outcome';
import { SealedMessages } from '../domain/sealed-messages';
import { struckOut } from '../domain/struck-out';
import type { Message } from '../domain/transport';
import { ComposeMessage } from './compose-message';
import { type ClaimedDelivery, LaneLedger, type SentDelivery } from './lane-ledger';
import { Transports } from './transports';

/** One attempt over the network, outside any transaction. Whatever goes wrong is an outcome. */
@Injectable()
export class SendDelivery {
  constructor(
    private readonly composer: ComposeMessage,
    private readonly ledger: LaneLedger,
    private readonly transports: Transports,
    private readonly messages: SealedMessages,
    private readonly logger: Logger,
  ) {}

  async execute(claimed: ClaimedDelivery): Promise<SentDelivery> {
    const { message: before, mayHaveArrived: hadArrived, messageForgottenAt } = claimed.delivery;
    let message: Prepared;
    try {
      message = await this.prepared(claimed);
    } catch (error) {
      const reason = this.unprepared(claimed, error);
      return { outcome: reason, message: before, mayHaveArrived: hadArrived, messageForgottenAt };
    }
    const { id: messageId, contentHash } = message;
    const sent = await this.sent(claimed, message);
    return {
      outcome: sent,
      message: { messageId, contentHash },
      mayHaveArrived: hadArrived || mayHaveArrived(sent),
      messageForgottenAt: null,
    };
  }

  /**
   * What may have arrived is sent again as it was, under its id. What has certainly not is made anew, so that it names
   * the patient as the patient is known now, after a merge or a correction.
   */
  private async prepared({ delivery, destination }: ClaimedDelivery): Promise<Prepared> {
    const { id, format, message, mayHaveArrived: hasArrived, messageForgottenAt } = delivery;
    if (message && hasArrived && !messageForgottenAt) {
      const contentHash = message.contentHash as ContentHash;
      return { id: message.messageId, format, contentHash, bytes: await this.messages.read(id, contentHash) };
    }
    const composed = await this.composer.compose(delivery, destination);
    const contentHash = await this.messages.keep(id, composed.bytes);
    await this.ledger.seal(delivery, { messageId: composed.id, contentHash });
    return { ...composed, contentHash };
  }

  /** What a transport throws, a missing secret or an unknown peer, is the destination's trouble. */
  private async sent(claimed: ClaimedDelivery, message: Message): Promise<Outcome> {
    const { target, timeoutSeconds } = claimed.destination;
    try {
      const sent = await this.transports.of(target.kind).send(target, message, timeoutSeconds * 1000);
      return await this.withoutPatient(claimed, sent);
    } catch (error) {
      if (error instanceof DomainError) return outcome('unavailable', error.code);
      return this.unforeseen(claimed, error);
    }
  }

  private async withoutPatient({ delivery }: ClaimedDelivery, sent: Outcome): Promise<Outcome> {
    if (sent.answer === null) return sent;
    // An answer that cannot be cleaned is not kept.
    const words = await this.composer.patientWords(delivery).catch(() => null);
    return { ...sent, answer: words && struckOut(sent.answer, words) };
  }

  private unprepared(claimed: ClaimedDelivery, error: unknown): Outcome {
    if (!(error instanceof DomainError)) return this.unforeseen(claimed, error);
    const { code, status } = error;
    if (code === NOTHING_TO_RENDER) return outcome('not-applicable', code);
    // What is not to be had now may be later; a report that is gone stays gone.
    return outcome(status === 'unavailable' ? 'failed' : 'rejected', code);
  }

  private unforeseen({ delivery, destination }: ClaimedDelivery, error: unknown): Outcome {
    const ids = { deliveryId: delivery.id, destinationId: destination.id };
    this.logger.error({ error, ...ids }, 'an attempt at delivery failed for a reason that nobody foresaw');
    return outcome('failed', INTERNAL);
  }
}

type Prepared = Message & { readonly contentHash: ContentHash };

const NOTHING_TO_RENDER = 'report.nothing-to-render';
