import { Injectable } from '@nestjs/common';
import { type EventHandler, HandlesEvent } from '@wetread/platform';
import { CompleteStudy } from '../application/complete-study.use-case';
import { INSTANCE_STORED, type InstanceStored } from '../domain/study-events';

/** Idempotent: asking a complete study again changes nothing. */
@HandlesEvent(INSTANCE_STORED, { concurrency: 4 })
@Injectable()
export class InstanceStoredHandler implements EventHandler<InstanceStored> {
  constructor(private readonly completeStudy: CompleteStudy) {}

  async handle({ studyInstanceUid }: InstanceStored): Promise<void> {
    await this.completeStudy.execute(studyInstanceUid);
  }
}
