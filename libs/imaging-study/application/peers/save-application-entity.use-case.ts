import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Transactional } from '@wetread/platform';
import { ApplicationEntities } from '../../domain/peers/application-entities';
import { type ApplicationEntity, isAddressRange } from '../../domain/peers/application-entity';
import { ApplicationEntityInvalid } from '../../domain/peers/peer-errors';

/** Adds a DICOM peer, or replaces what is known of it. Associations that are open go on as they are. */
@Injectable()
export class SaveApplicationEntity {
  constructor(
    private readonly entities: ApplicationEntities,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws ApplicationEntityInvalid */
  @Transactional()
  async execute(entity: ApplicationEntity, by: AuditActor): Promise<ApplicationEntity> {
    check(entity);
    const saved = { ...entity, rights: [...new Set(entity.rights)] };
    await this.entities.save(saved, this.clock.now());
    await this.audit.record({
      action: 'application-entity-changed',
      actor: by,
      subject: { type: 'application-entity', id: entity.aeTitle },
      details: {
        change: 'saved',
        rights: saved.rights,
        tls: entity.tls !== null,
        calls: entity.host !== null,
      },
    });
    return saved;
  }
}

function check({ addresses, host, port, tls }: ApplicationEntity): void {
  const wrong = addresses.find((address) => !isAddressRange(address));
  if (wrong !== undefined)
    throw new ApplicationEntityInvalid('an address is neither an IP address nor a CIDR range');
  if ((host === null) !== (port === null))
    throw new ApplicationEntityInvalid('host and port belong together');
  if (tls && (tls.certificate === null) !== (tls.key === null))
    throw new ApplicationEntityInvalid('certificate and key belong together');
}
