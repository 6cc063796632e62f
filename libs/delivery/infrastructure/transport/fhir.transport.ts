import { Injectable } from '@nestjs/common';
import type { TargetOf } from '../../domain/destination';
import { outcome, type Outcome } from '../../domain/outcome';
import { type Message, Transport } from '../../domain/transport';
import type { HttpAnswer } from '../http/http-exchange';
import { HttpPeer } from '../http/http-peer';
import { httpOutcome, troubleOutcome } from '../http/http-outcome';

const FHIR_JSON = 'application/fhir+json';

/**
 * Posts a transaction Bundle (FHIR R4 http.html#transaction). Its entries are conditional updates by identifier, so
 * that the same bundle twice leaves the same resources once.
 */
@Injectable()
export class FhirTransport extends Transport<'fhir'> {
  readonly kind = 'fhir';

  constructor(private readonly peer: HttpPeer) {
    super();
  }

  send(target: TargetOf<'fhir'>, { bytes: body }: Message, timeoutMs: number): Promise<Outcome> {
    const headers = { 'Content-Type': `${FHIR_JSON}; charset=utf-8`, Accept: FHIR_JSON };
    return this.peer
      .exchange(target, { method: 'POST', headers, body, timeoutMs })
      .then((answer) => httpOutcome(answer, issues(answer)), troubleOutcome);
  }

  /** Reads the CapabilityStatement. */
  test(target: TargetOf<'fhir'>, timeoutMs: number): Promise<Outcome> {
    const headers = { Accept: FHIR_JSON };
    return this.peer
      .exchange(target, { method: 'GET', path: 'metadata', headers, timeoutMs })
      .then((answer) => {
        // A capability statement can be longer than what is read of an answer; its beginning tells enough.
        const isFhir = answer.status !== 200 || answer.body.includes('CapabilityStatement');
        return isFhir ? httpOutcome(answer) : outcome('unavailable', 'fhir.no-capability-statement');
      }, troubleOutcome);
  }
}

/** Codes and words of an OperationOutcome; the words may quote what was sent. */
function issues({ status, body }: HttpAnswer): string | null {
  if (status < 400) return null;
  try {
    const { issue = [] } = JSON.parse(body.toString('utf8')) as {
      issue?: { code?: string; diagnostics?: string; details?: { text?: string } }[];
    };
    const said = issue.map(({ code, diagnostics, details }) =>
      [code, details?.text ?? diagnostics].filter(Boolean).join(': '),
    );
    return said.join('; ') || null;
  } catch {
    return null;
  }
}
