import { Injectable } from '@nestjs/common';
import { type EventHandler, HandlesEvent } from '@wetread/platform';
import { PurgeDeleted } from '../application/query/purge-deleted.use-case';
import { OBJECTS_DELETED, type ObjectsDeleted } from '../domain/study-events';

/** Idempotent, see {@link PurgeDeleted}; comes when the retention of what was deleted has run out. */
@HandlesEvent(OBJECTS_DELETED)
@Injectable()
export class ObjectsDeletedHandler implements EventHandler<ObjectsDeleted> {
  constructor(private readonly purgeDeleted: PurgeDeleted) {}

  async handle({ studyInstanceUid }: ObjectsDeleted): Promise<void> {
    await this.purgeDeleted.execute(studyInstanceUid);
  }
}
