import { Injectable } from '@nestjs/common';
import { type Admission, type AssociationRequest, Rejected, type Rejection } from '@wetread/dimse';
import { AppConfig, Logger } from '@wetread/platform';
import { ApplicationEntities } from '../../domain/peers/application-entities';
import { isLoopback, mayCallFrom, peerRights, type PeerRight } from '../../domain/peers/application-entity';
import { decideContext } from './decide-context';

type Verdict = { rights: readonly PeerRight[] } | { rejection: Rejection; because: string };

/** What a peer may do that is only named in WETREAD_KNOWN_AE_TITLES. */
const BOOTSTRAP_RIGHTS: readonly PeerRight[] = ['echo', 'store'];

/** Who may associate, and for what: known by calling AE title, address and, where it must be, TLS. */
@Injectable()
export class AdmitPeers {
  constructor(
    private readonly entities: ApplicationEntities,
    private readonly config: AppConfig,
    private readonly logger: Logger,
  ) {}

  async admit(request: AssociationRequest): Promise<Admission> {
    const verdict = await this.judge(request);
    if ('rights' in verdict) return { decide: (context) => decideContext(context, verdict.rights) };
    this.logger.warn({ because: verdict.because }, 'a DICOM association was rejected');
    return { rejection: verdict.rejection };
  }

  private async judge(request: AssociationRequest): Promise<Verdict> {
    const { callingAeTitle, calledAeTitle, remoteAddress, isSecure } = request;
    const { aeTitle, knownAeTitles } = this.config.dimse;
    if (calledAeTitle !== aeTitle)
      return { rejection: Rejected.calledAeTitleNotRecognized, because: 'called AE title not recognized' };
    if (this.config.profile === 'demo' && isLoopback(remoteAddress)) return { rights: peerRights };
    const entity = await this.entities.find(callingAeTitle);
    if (!entity)
      return knownAeTitles.includes(callingAeTitle) ? { rights: BOOTSTRAP_RIGHTS } : stranger('AE title');
    if (!mayCallFrom(entity.addresses, remoteAddress)) return stranger('address');
    if (entity.tls?.refusePlain && !isSecure)
      return { rejection: Rejected.noReasonGiven, because: 'the peer must use TLS' };
    return { rights: entity.rights };
  }
}

/** A wrong address looks like a wrong title, so that titles cannot be tried out. */
const stranger = (what: string): Verdict => ({
  rejection: Rejected.callingAeTitleNotRecognized,
  because: `calling ${what} not recognized`,
});
