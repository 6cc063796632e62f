import { Injectable } from '@nestjs/common';
import { type Acknowledgement, Hl7Message, mllpSend, MllpSendError } from '@wetread/hl7';
import { Secrets } from '@wetread/platform';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { once } from 'node:events';
import type { MllpTarget } from '../../domain/destination';
import { outcome, type Outcome, type OutcomeKind } from '../../domain/outcome';
import { type Message, Transport } from '../../domain/transport';
import { tlsMaterial, type TlsOptions } from '../tls-material';

/**
 * Table 0008. An error is tried again: with receivers it often lies in an order or patient that they do not know yet.
 * A reject is for good, unless it says that the receiver itself was at fault.
 */
const verdicts: Readonly<Record<Acknowledgement['code'], OutcomeKind>> = {
  AA: 'accepted',
  CA: 'accepted',
  AE: 'failed',
  CE: 'failed',
  AR: 'rejected',
  CR: 'rejected',
};

/** HL7 v2 over MLLP; MSH-10 is the message's id, by which receivers recognise a repetition. */
@Injectable()
export class MllpTransport extends Transport<'hl7-mllp'> {
  readonly kind = 'hl7-mllp';

  constructor(private readonly secrets: Secrets) {
    super();
  }

  async send(target: MllpTarget, { bytes }: Message, timeoutMs: number): Promise<Outcome> {
    const { host, port } = target;
    const tls = await tlsMaterial(this.secrets, target.tls);
    try {
      return told(await mllpSend({ host, port, tls }, Hl7Message.parse(bytes), { timeoutMs }));
    } catch (error) {
      if (!(error instanceof MllpSendError)) throw error;
      return outcome(error.mayHaveArrived ? 'unanswered' : 'unavailable', error.code);
    }
  }

  /** Only connects: HL7 v2 knows no message that asks nothing. */
  async test(target: MllpTarget, timeoutMs: number): Promise<Outcome> {
    return reach(target, await tlsMaterial(this.secrets, target.tls), timeoutMs);
  }
}

/** Table 0357: record locked, internal error; the same message may be accepted later (HL7 v2.5.1 section 2.9.2.2). */
const passing: ReadonlySet<string> = new Set(['206', '207']);

function told({ code, text, errors }: Acknowledgement): Outcome {
  const said = [code, text, ...errors.map(({ code, location }) => `ERR ${code} ${location}`.trim())];
  const kind = verdicts[code];
  const mayPass = kind === 'rejected' && errors.some((error) => passing.has(error.code));
  return outcome(mayPass ? 'failed' : kind, `hl7.${code}`, said.filter(Boolean).join('; '));
}

async function reach(
  { host, port }: MllpTarget,
  tls: TlsOptions | undefined,
  timeoutMs: number,
): Promise<Outcome> {
  const socket = tls ? connectTls({ host, port, ...tls }) : connect({ host, port });
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    await once(socket, tls ? 'secureConnect' : 'connect', { signal });
    return outcome('accepted', 'net.connected');
  } catch (error) {
    const { code = 'unreachable' } = error as NodeJS.ErrnoException;
    return outcome('unavailable', `net.${signal.aborted ? 'timeout' : code}`);
  } finally {
    // Not torn off: a TLS peer may still be busy with the handshake.
    socket.destroySoon();
  }
}
