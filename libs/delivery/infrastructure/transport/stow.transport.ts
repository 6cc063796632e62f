import { Injectable } from '@nestjs/common';
import type { TargetOf } from '../../domain/destination';
import { type Outcome } from '../../domain/outcome';
import { type Message, Transport } from '../../domain/transport';
import type { HttpAnswer } from '../http/http-exchange';
import { HttpPeer } from '../http/http-peer';
import { httpOutcome, troubleOutcome } from '../http/http-outcome';
import { storageOutcome } from './dicom-status';

/** STOW-RS (PS3.18 section 10.5). The SOP Instance UID is the message's id: storing it twice stores it once. */
@Injectable()
export class StowTransport extends Transport<'stow'> {
  readonly kind = 'stow';

  constructor(private readonly peer: HttpPeer) {
    super();
  }

  send(target: TargetOf<'stow'>, { id, bytes }: Message, timeoutMs: number): Promise<Outcome> {
    const boundary = `wetread-${id}`;
    const body = Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
      bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const headers = {
      'Content-Type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
      Accept: 'application/dicom+json',
    };
    return this.peer
      .exchange(target, { method: 'POST', path: 'studies', headers, body, timeoutMs })
      .then(stored, troubleOutcome);
  }

  /** Asks for one study: every DICOMweb server answers that, be it with none. */
  test(target: TargetOf<'stow'>, timeoutMs: number): Promise<Outcome> {
    const headers = { Accept: 'application/dicom+json' };
    return this.peer
      .exchange(target, { method: 'GET', path: 'studies?limit=1', headers, timeoutMs })
      .then((answer) => httpOutcome(answer), troubleOutcome);
  }
}

/** A failure by its reason where the answer gives one: "409 Conflict" alone does not tell a duplicate from a refusal. */
function stored(answer: HttpAnswer): Outcome {
  const reason = [200, 202, 409].includes(answer.status) ? failureReason(answer.body) : null;
  if (reason !== null) return storageOutcome(reason);
  const outcome = httpOutcome(answer);
  return answer.status === 409 ? { ...outcome, kind: 'rejected' } : outcome;
}

interface Attribute {
  readonly Value?: readonly unknown[];
}

/** (0008,1197) of the first item of the Failed SOP Sequence (0008,1198); `null` without one. */
function failureReason(body: Buffer): number | null {
  try {
    const parsed = JSON.parse(body.toString('utf8')) as Attribute | readonly Attribute[];
    const answer = (Array.isArray(parsed) ? parsed[0] : parsed) as Record<string, Attribute>;
    const failed = answer['00081198']?.Value?.[0] as Record<string, Attribute> | undefined;
    const reason = failed?.['00081197']?.Value?.[0];
    return typeof reason === 'number' ? reason : null;
  } catch {
    return null;
  }
}
