import { Injectable } from '@nestjs/common';
import { type Admission, type AssociationRequest, Rejected, type Rejection } from '@wetread/dimse';
import { Clock } from '@wetread/kernel';
import { AppConfig, Logger } from '@wetread/platform';
import { ApplicationEntities } from '../../domain/peers/application-entities';
import {
  isLoopback,
  mayCallFrom,
  peerRights,
  type PeerRight,
  plainAddress,
} from '../../domain/peers/application-entity';
import type { PeerRefusal } from '../../domain/peers/peer-contacts';
import { ContactLog } from './contact-log';
import { decideContext } from './decide-context';

type Verdict = { rights: readonly PeerRight[] } | { rejection: Rejection; because: PeerRefusal };

/** What a peer may do that is only named in WETREAD_KNOWN_AE_TITLES. */
const BOOTSTRAP_RIGHTS: readonly PeerRight[] = ['echo', 'store'];

/** Who may associate, and for what: known by calling AE title, address and, where it must be, TLS. */
@Injectable()
export class AdmitPeers {
  constructor(
    private readonly entities: ApplicationEntities,
    private readonly contacts: ContactLog,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  async admit(request: AssociationRequest): Promise<Admission> {
    const verdict = await this.judge(request);
    this.contacts.note({
      aeTitle: request.callingAeTitle,
      address: plainAddress(request.remoteAddress),
      at: this.clock.now(),
      refused: 'because' in verdict ? verdict.because : null,
    });
    if ('rights' in verdict) return { decide: (context) => decideContext(context, verdict.rights) };
    this.logger.warn({ because: verdict.because }, 'a DICOM association was rejected');
    return { rejection: verdict.rejection };
  }

  private async judge(request: AssociationRequest): Promise<Verdict> {
    const { callingAeTitle, calledAeTitle, remoteAddress, isSecure } = request;
    const { aeTitle, knownAeTitles } = this.config.dimse;
    if (calledAeTitle !== aeTitle)
      return { rejection: Rejected.calledAeTitleNotRecognized, because: 'wrong-called-title' };
    if (this.config.profile === 'demo' && isLoopback(remoteAddress)) return { rights: peerRights };
    const entity = await this.entities.find(callingAeTitle);
    if (!entity)
      return knownAeTitles.includes(callingAeTitle)
        ? { rights: BOOTSTRAP_RIGHTS }
        : stranger('unknown-title');
    if (!mayCallFrom(entity.addresses, remoteAddress)) return stranger('other-address');
    if (entity.tls?.refusePlain && !isSecure)
      return { rejection: Rejected.noReasonGiven, because: 'plain-refused' };
    return { rights: entity.rights };
  }
}

/** A wrong address looks like a wrong title, so that titles cannot be tried out. */
const stranger = (because: PeerRefusal): Verdict => ({
  rejection: Rejected.callingAeTitleNotRecognized,
  because,
});
