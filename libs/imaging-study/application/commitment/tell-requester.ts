import { Injectable } from '@nestjs/common';
import { type NormalizedOptions, openAssociation, queryContext, RequestFailed } from '@wetread/dimse';
import { ApplicationEntities } from '../../domain/peers/application-entities';
import { Peers } from '../peers/peers';
import { OpenRequesters } from './open-requesters';

/** Brings an N-EVENT-REPORT to the peer that waits for it. */
@Injectable()
export class TellRequester {
  constructor(
    private readonly entities: ApplicationEntities,
    private readonly peers: Peers,
    private readonly open: OpenRequesters,
  ) {}

  /**
   * Over an association of our own where the peer can be called, else over its own while that is open.
   * @throws ApplicationEntityUnknown, ApplicationEntityOnlyCalls, DimseError
   */
  async execute(aeTitle: string, report: NormalizedOptions): Promise<void> {
    const requester = this.open.find(aeTitle);
    const canBeCalled = (await this.entities.find(aeTitle))?.host;
    const { status } =
      requester && !canBeCalled ? await requester.nEventReport(report) : await this.call(aeTitle, report);
    if (status.class === 'failure') throw new RequestFailed(status.code, status.comment);
  }

  private async call(aeTitle: string, report: NormalizedOptions) {
    // The acceptor is the SCU of this service here, which has to be negotiated (PS3.4 section J.3.3).
    const context = { ...queryContext(report.sopClassUid), role: { scu: false, scp: true } };
    const association = await openAssociation(await this.peers.dimsePeer(aeTitle), [context]);
    try {
      const answer = await association.nEventReport(report);
      await association.release();
      return answer;
    } finally {
      association.abort();
    }
  }
}
