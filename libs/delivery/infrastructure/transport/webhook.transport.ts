import { Injectable } from '@nestjs/common';
import { Clock } from '@wetread/kernel';
import { Secrets } from '@wetread/platform';
import type { TargetOf } from '../../domain/destination';
import { outcome, type Outcome } from '../../domain/outcome';
import { type Message, Transport } from '../../domain/transport';
import { HttpPeer } from '../http/http-peer';
import { httpOutcome, troubleOutcome } from '../http/http-outcome';
import { webhookSignature } from './webhook-signature';

/** Posts ids and links, signed. `Idempotency-Key` is the message's id; 409 says that it was known already. */
@Injectable()
export class WebhookTransport extends Transport<'webhook'> {
  readonly kind = 'webhook';

  constructor(
    private readonly peer: HttpPeer,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {
    super();
  }

  async send(target: TargetOf<'webhook'>, message: Message, timeoutMs: number): Promise<Outcome> {
    const answered = await this.post(target, message.id, message.bytes, timeoutMs);
    return answered.code === 'http.409' ? outcome('accepted', 'http.409') : answered;
  }

  /** A ping, which is signed like an event and delivers nothing. */
  test(target: TargetOf<'webhook'>, timeoutMs: number): Promise<Outcome> {
    const body = Buffer.from(`${JSON.stringify({ type: 'ping' })}\n`);
    return this.post(target, `ping-${this.clock.now().getTime()}`, body, timeoutMs);
  }

  private async post(
    target: TargetOf<'webhook'>,
    id: string,
    body: Buffer,
    timeoutMs: number,
  ): Promise<Outcome> {
    const secret = Buffer.from(await this.secrets.text(target.signingSecret), 'utf8');
    const headers = {
      'Content-Type': 'application/json; charset=utf-8',
      'Idempotency-Key': id,
      'Wetread-Signature': webhookSignature(secret, body, this.clock.now()),
    };
    return this.peer
      .exchange(target, { method: 'POST', headers, body, timeoutMs })
      .then((answer) => httpOutcome(answer), troubleOutcome);
  }
}
