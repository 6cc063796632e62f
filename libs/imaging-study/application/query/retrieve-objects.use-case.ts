import { Injectable } from '@nestjs/common';
import type { AuditActor } from '@wetread/audit';
import type { StudyInstanceUid } from '@wetread/kernel';
import { type ObjectScope, StoredObjects } from '../../domain/query/stored-objects';
import { InstanceNotFound, SeriesNotFound, StudyNotFound } from '../../domain/study-errors';
import type { StoredInstance } from '../../domain/stored-study';
import { RecordViewing } from '../record-viewing.use-case';

/** A scope within one study. */
export type RetrieveScope = ObjectScope & { studyInstanceUid: StudyInstanceUid };

/** Finds what a peer or a viewer asks for, and records that it was looked at. */
@Injectable()
export class RetrieveObjects {
  constructor(
    private readonly objects: StoredObjects,
    private readonly recordViewing: RecordViewing,
  ) {}

  /**
   * The instances in scope, at least one.
   * @throws StudyNotFound, SeriesNotFound, InstanceNotFound
   */
  async execute(scope: RetrieveScope, actor: AuditActor): Promise<StoredInstance[]> {
    const instances = await this.objects.find(scope);
    if (instances.length === 0) throw notFound(scope);
    await this.recordViewing.execute(scope.studyInstanceUid, actor);
    return instances;
  }
}

export function notFound({ studyInstanceUid, seriesInstanceUid, sopInstanceUid }: RetrieveScope): Error {
  if (sopInstanceUid) return new InstanceNotFound(sopInstanceUid);
  return seriesInstanceUid ? new SeriesNotFound(seriesInstanceUid) : new StudyNotFound(studyInstanceUid);
}
