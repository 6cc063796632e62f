import { Injectable } from '@nestjs/common';
import { FindAtPeer, GetFromPeer, MoveFromPeer, StoreInstances, Studies } from '@wetread/imaging-study';
import { AppConfig, Secrets } from '@wetread/platform';
import { type PriorArchive, PriorArchives } from '../../domain/priors/prior-archive';
import type { PriorSource } from '../../domain/priors/prior-sources';
import { DicomWebArchive } from './dicom-web-archive';
import { DimseArchive, type DimseCalls } from './dimse-archive';

/** The calls of peers as one provider. */
@Injectable()
export class PeerCalls implements DimseCalls {
  constructor(
    readonly find: FindAtPeer,
    readonly get: GetFromPeer,
    readonly move: MoveFromPeer,
    readonly studies: Studies,
  ) {}
}

@Injectable()
export class ConfiguredArchives extends PriorArchives {
  constructor(
    private readonly calls: PeerCalls,
    private readonly storeInstances: StoreInstances,
    private readonly secrets: Secrets,
    private readonly config: AppConfig,
  ) {
    super();
  }

  open({ name: source, settings }: PriorSource): PriorArchive {
    if (settings.kind === 'dimse') {
      const { aeTitle, retrieve } = settings;
      return new DimseArchive({ source, aeTitle, retrieve }, this.calls);
    }
    const { baseUrl, authorizationSecret } = settings;
    const authorization = async () =>
      authorizationSecret === null ? null : this.secrets.text(authorizationSecret);
    const { limits } = this.config;
    return new DicomWebArchive({ source, baseUrl, authorization, limits }, this.storeInstances);
  }
}
