import { Injectable } from '@nestjs/common';
import type { DimsePeer, TlsClient } from '@wetread/dimse';
import { AppConfig, Secrets } from '@wetread/platform';
import { ApplicationEntities } from '../../domain/peers/application-entities';
import type { ApplicationEntity, PeerTls } from '../../domain/peers/application-entity';
import { ApplicationEntityOnlyCalls, ApplicationEntityUnknown } from '../../domain/peers/peer-errors';

/** How to call the DICOM peers of the registry. */
@Injectable()
export class Peers {
  constructor(
    private readonly entities: ApplicationEntities,
    private readonly secrets: Secrets,
    private readonly config: AppConfig,
  ) {}

  /**
   * What `openAssociation` of `@wetread/dimse` takes.
   * @throws ApplicationEntityUnknown, ApplicationEntityOnlyCalls, SecretMissing
   */
  async dimsePeer(aeTitle: string): Promise<DimsePeer> {
    const entity = await this.entities.find(aeTitle);
    if (!entity) throw new ApplicationEntityUnknown(aeTitle);
    return this.toPeer(entity);
  }

  private async toPeer({ aeTitle, host, port, tls }: ApplicationEntity): Promise<DimsePeer> {
    if (host === null || port === null) throw new ApplicationEntityOnlyCalls(aeTitle);
    const callingAeTitle = this.config.dimse.aeTitle;
    return { host, port, calledAeTitle: aeTitle, callingAeTitle, tls: tls && (await this.toTls(tls)) };
  }

  private async toTls({ ca, certificate, key, serverName }: PeerTls): Promise<TlsClient> {
    const secret = async (name: string | null) => (name === null ? undefined : this.secrets.bytes(name));
    const [authorities, cert, ours] = await Promise.all([secret(ca), secret(certificate), secret(key)]);
    return { ca: authorities, cert, key: ours, serverName: serverName ?? undefined };
  }
}
