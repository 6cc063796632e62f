import { createHmac } from 'node:crypto';
import { webhookSignature } from './webhook-signature';

it('signs time and body, as docs/delivery.md tells receivers to check it', () => {
  const body = Buffer.from('{"id":"1"}\n');
  const signature = webhookSignature(Buffer.from('secret'), body, new Date('2026-11-23T12:00:00.900Z'));
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  expect(t).toBe('1795435200');
  expect(createHmac('sha256', 'secret').update(`${t}.${body.toString()}`).digest('hex')).toBe(v1);
});
