import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditActor } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import type { Workitem } from '../domain/workitem';
import { Workitems } from '../domain/workitems';
import { TellSubscribers } from './tell-subscribers';

export interface WorkitemChange<Result> {
  readonly uid: string;
  readonly actor: AuditActor;
  /** What is changed, as the audit trail names it. */
  readonly change: string;
  readonly apply: (workitem: Workitem, at: Date) => Result;
}

/** Locks a workitem, changes it, tells subscribers and the audit trail, in one short transaction. */
@Injectable()
export class ChangeWorkitem {
  constructor(
    private readonly workitems: Workitems,
    private readonly tell: TellSubscribers,
    private readonly audit: AuditTrail,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws WorkitemNotFound and what `apply` throws; then nothing has changed */
  execute<Result>({ uid, actor, change, apply }: WorkitemChange<Result>): Promise<Result> {
    return this.database.transaction(async () => {
      const workitem = await this.workitems.lock(uid);
      const result = apply(workitem, this.clock.now());
      await this.workitems.save(workitem);
      await this.tell.execute(workitem);
      await this.audit.record({
        action: 'workitem-changed',
        actor,
        subject: { type: 'workitem', id: uid, studyInstanceUid: workitem.inputStudies[0] ?? null },
        details: { change, state: workitem.snapshot.state },
      });
      return result;
    });
  }
}
