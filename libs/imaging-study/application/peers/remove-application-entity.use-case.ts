import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditTrail } from '@wetread/audit';
import { Transactional } from '@wetread/platform';
import { ApplicationEntities } from '../../domain/peers/application-entities';
import { ApplicationEntityUnknown } from '../../domain/peers/peer-errors';

/** Forgets a DICOM peer: its next association is rejected. */
@Injectable()
export class RemoveApplicationEntity {
  constructor(
    private readonly entities: ApplicationEntities,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws ApplicationEntityUnknown */
  @Transactional()
  async execute(aeTitle: string, by: AuditActor): Promise<void> {
    if (!(await this.entities.remove(aeTitle))) throw new ApplicationEntityUnknown(aeTitle);
    await this.audit.record({
      action: 'application-entity-changed',
      actor: by,
      subject: { type: 'application-entity', id: aeTitle },
      details: { change: 'removed' },
    });
  }
}
