import { Injectable } from '@nestjs/common';
import { SopClass } from '@wetread/dicom';
import { type DimseStatus, openAssociation, queryContext } from '@wetread/dimse';
import { Peers } from './peers';

/** Asks a peer whether it is there and takes our associations (C-ECHO). */
@Injectable()
export class EchoPeer {
  constructor(private readonly peers: Peers) {}

  /** @throws ApplicationEntityUnknown, ApplicationEntityOnlyCalls, DimseError */
  async execute(
    aeTitle: string,
    signal?: AbortSignal,
  ): Promise<{ status: DimseStatus; milliseconds: number }> {
    const began = performance.now();
    const peer = await this.peers.dimsePeer(aeTitle);
    const association = await openAssociation(peer, [queryContext(SopClass.Verification)], { signal });
    try {
      const status = await association.echo();
      await association.release();
      return { status, milliseconds: performance.now() - began };
    } finally {
      association.abort();
    }
  }
}
