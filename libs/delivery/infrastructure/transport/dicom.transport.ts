import { Injectable } from '@nestjs/common';
import { DicomObject } from '@wetread/dicom';
import {
  AssociationRejected,
  type ClientAssociation,
  ConnectionLost,
  ContextNotAccepted,
  DimseError,
  openAssociation,
  PeerAborted,
  PeerSilent,
  type ProposedContext,
  queryContext,
} from '@wetread/dimse';
import type { TargetOf } from '../../domain/destination';
import { outcome, type Outcome } from '../../domain/outcome';
import { type Message, Transport } from '../../domain/transport';
import { DicomPeers } from './dicom-peers';
import { storageOutcome } from './dicom-status';

const VERIFICATION = '1.2.840.10008.1.1';

/** C-STORE (PS3.4 annex B). The SOP Instance UID is the message's id. */
@Injectable()
export class DicomTransport extends Transport<'dicom'> {
  readonly kind = 'dicom';

  constructor(private readonly peers: DicomPeers) {
    super();
  }

  send(target: TargetOf<'dicom'>, { bytes }: Message, timeoutMs: number): Promise<Outcome> {
    const object = DicomObject.parse(bytes);
    const { transferSyntaxUid } = object;
    const { sopClassUid, sopInstanceUid } = object.header;
    const context = { abstractSyntaxUid: sopClassUid, transferSyntaxUids: [transferSyntaxUid] };
    return this.associated(target, context, timeoutMs, async (association) => {
      const dataSet = bytes.subarray(object.dataSetStart);
      const { code, comment } = await association.store({
        sopClassUid,
        sopInstanceUid,
        transferSyntaxUid,
        dataSet,
      });
      return storageOutcome(code, comment);
    });
  }

  test(target: TargetOf<'dicom'>, timeoutMs: number): Promise<Outcome> {
    return this.associated(target, queryContext(VERIFICATION), timeoutMs, async (association) => {
      await association.echo();
      return outcome('accepted', 'dicom.0000');
    });
  }

  private async associated(
    { aeTitle }: TargetOf<'dicom'>,
    context: ProposedContext,
    timeoutMs: number,
    exchange: (association: ClientAssociation) => Promise<Outcome>,
  ): Promise<Outcome> {
    const peer = await this.peers.peer(aeTitle);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const association = await openAssociation(peer, [context], { signal });
      const exchanged = await exchange(association);
      // The answer is there: a peer that botches the farewell has the object all the same.
      await association.release().catch(() => undefined);
      return exchanged;
    } catch (error) {
      if (signal.aborted) return outcome('unanswered', 'dimse.timeout');
      return dimseTrouble(error);
    }
  }
}

/** A refused title or a full peer concerns all that goes there; a SOP class that it does not take, only this. */
function dimseTrouble(error: unknown): Outcome {
  if (!(error instanceof DimseError)) throw error;
  if (error instanceof ContextNotAccepted) return outcome('rejected', error.code);
  if (error instanceof AssociationRejected) return outcome('unavailable', error.code);
  const mayHaveArrived = [PeerAborted, PeerSilent, ConnectionLost].some((kind) => error instanceof kind);
  return outcome(mayHaveArrived ? 'unanswered' : 'unavailable', error.code);
}
