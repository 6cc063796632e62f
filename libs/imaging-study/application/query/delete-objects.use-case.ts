import { Injectable } from '@nestjs/common';
import type { AuditActor } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { InstanceRegister } from '../../domain/instance-register';
import { ObjectDeletion } from '../../domain/query/object-deletion';
import { StudyHolds } from '../../domain/study-holds';
import { DeletionLedger } from './deletion-ledger';
import { notFound, type RetrieveScope } from './retrieve-objects.use-case';

/**
 * Hides a study, a series or an instance from everybody. Bytes stay for `WETREAD_DELETED_RETENTION_DAYS`; until then the
 * same object, sent again, is shown again. A study with a signed report stays.
 */
@Injectable()
export class DeleteObjects {
  constructor(
    private readonly database: Database,
    private readonly deletion: ObjectDeletion,
    private readonly holds: StudyHolds,
    private readonly ledger: DeletionLedger,
    private readonly register: InstanceRegister,
    private readonly clock: Clock,
  ) {}

  /** How many instances were hidden. @throws StudyNotFound, SeriesNotFound, InstanceNotFound, StudyHeld */
  async execute(scope: RetrieveScope, actor: AuditActor): Promise<number> {
    const at = this.clock.now();
    return this.database.transaction(async () => {
      await this.register.lock([scope.studyInstanceUid]);
      const instances = await this.deletion.hide(scope, at);
      if (instances === 0) throw notFound(scope);
      await this.holds.assertFree(scope.studyInstanceUid);
      await this.ledger.deleted(scope, instances, actor, at);
      return instances;
    });
  }
}
