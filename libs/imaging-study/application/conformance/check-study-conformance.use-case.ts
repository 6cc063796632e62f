import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock, DomainError, type StudyInstanceUid } from '@wetread/kernel';
import { Database, Logger } from '@wetread/platform';
import { FindingCounter } from '../../domain/conformance/count-findings';
import { judgeObject } from '../../domain/conformance/judge-object';
import { ConformanceChecks, type StudyConformance } from '../../domain/conformance/study-conformance';
import { StoredObjects } from '../../domain/query/stored-objects';
import type { StoredInstance } from '../../domain/stored-study';

/** Checks the objects of a study against their IODs, one header in memory at a time. */
@Injectable()
export class CheckStudyConformance {
  constructor(
    private readonly objects: StoredObjects,
    private readonly checks: ConformanceChecks,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Idempotent per completion. */
  async execute(studyInstanceUid: StudyInstanceUid, completion: number): Promise<StudyConformance> {
    const counter = new FindingCounter();
    const instances = await this.objects.find({ studyInstanceUid });
    let unreadable = 0;
    for (const instance of instances) {
      if (!(await this.checkOne(instance, counter))) unreadable += 1;
      // Hundreds of headers in a row would keep everybody else waiting.
      await nextTurn();
    }
    const check = {
      studyInstanceUid,
      completion,
      checkedAt: this.clock.now(),
      instances: instances.length - unreadable,
      unreadable,
      findings: counter.findings,
    };
    await this.database.transaction(() => this.checks.save(check));
    return check;
  }

  private async checkOne(instance: StoredInstance, counter: FindingCounter): Promise<boolean> {
    const { sopInstanceUid } = instance;
    try {
      const { header } = await this.objects.open(instance);
      counter.add(sopInstanceUid, judgeObject(header));
      return true;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.logger.warn({ code: error.code, sopInstanceUid }, 'a stored object could not be checked');
      return false;
    }
  }
}
