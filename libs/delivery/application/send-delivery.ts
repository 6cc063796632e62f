import { Injectable } from '@nestjs/common';
import { type ContentHash, DomainError } from '@wetread/kernel';
import { BlobStore, Logger } from '@wetread/platform';
import type { SealedMessage } from '../domain/delivery';
import { outcome, type Outcome } from '../domain/outcome';
import { struckOut } from '../domain/struck-out';
import type { Message } from '../domain/transport';
import { ComposeMessage } from './compose-message';
import { type ClaimedDelivery, LaneLedger } from './lane-ledger';
import { Transports } from './transports';

/** What became of an attempt, and what was sent with it. */
export interface SentDelivery {
  readonly outcome: Outcome;
  readonly sealed: SealedMessage | null;
}

/** One attempt over the network, outside any transaction. Whatever goes wrong is an outcome. */
@Injectable()
export class SendDelivery {
  constructor(
    private readonly composer: ComposeMessage,
    private readonly ledger: LaneLedger,
    private readonly transports: Transports,
    private readonly blobs: BlobStore,
    private readonly logger: Logger,
  ) {}

  async execute(claimed: ClaimedDelivery): Promise<SentDelivery> {
    let sealed = claimed.delivery.message;
    let message: Message;
    try {
      message = sealed ? await this.opened(claimed, sealed) : await this.composed(claimed);
      sealed ??= await this.seal(claimed, message);
    } catch (error) {
      return { outcome: this.unprepared(claimed, error), sealed };
    }
    return { outcome: await this.sent(claimed, message), sealed };
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

  private async opened(
    { delivery }: ClaimedDelivery,
    { messageId: id, contentHash }: SealedMessage,
  ): Promise<Message> {
    return { id, format: delivery.format, bytes: await this.blobs.read(contentHash as ContentHash) };
  }

  private composed({ delivery, destination }: ClaimedDelivery): Promise<Message> {
    return this.composer.compose(delivery, destination);
  }

  // The bytes are kept: what is sent again in a month is what was released, whatever became of the patient's data.
  private async seal({ delivery }: ClaimedDelivery, { id, bytes }: Message): Promise<SealedMessage> {
    const { hash } = await this.blobs.put(bytes);
    const sealed = { messageId: id, contentHash: hash };
    await this.ledger.seal(delivery, sealed);
    return sealed;
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
    return outcome('failed', 'delivery.internal');
  }
}

const NOTHING_TO_RENDER = 'report.nothing-to-render';
