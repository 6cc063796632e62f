import { createHmac } from 'node:crypto';

/**
 * `Wetread-Signature: t=<seconds since 1970>,v1=<hex>`: HMAC-SHA256 over `<t>.<body>`. The time is part of what is
 * signed, so that a receiver can refuse what was recorded and played back.
 */
export function webhookSignature(secret: Buffer, body: Buffer, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  const digest = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex');
  return `t=${seconds},v1=${digest}`;
}
