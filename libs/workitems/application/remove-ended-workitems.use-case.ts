import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { AppConfig, Database } from '@wetread/platform';
import { Subscriptions } from '../domain/subscription';
import type { WorkitemSnapshot } from '../domain/workitem';
import { Workitems } from '../domain/workitems';
import { subscriptionsOf } from './subscriptions-of';

const DAY_MS = 24 * 60 * 60 * 1000;
const PAGE = 100;

/**
 * Removes workitems that ended long enough ago. What a subscriber holds by a deletion lock stays until it lets go, however
 * old it is (PS3.4 CC.2.1.3).
 */
@Injectable()
export class RemoveEndedWorkitems {
  constructor(
    private readonly workitems: Workitems,
    private readonly subscriptions: Subscriptions,
    private readonly audit: AuditTrail,
    private readonly database: Database,
    private readonly config: AppConfig,
  ) {}

  /** Safe to run twice. */
  async execute(at: Date): Promise<{ removed: number; locked: number }> {
    const before = new Date(at.getTime() - this.config.workitemKeepDays * DAY_MS);
    const count = { removed: 0, locked: 0 };
    for (let after: WorkitemSnapshot | null = null; ;) {
      const page = await this.workitems.endedBefore(before, after, PAGE);
      for (const { snapshot } of page) count[await this.look(snapshot.uid)] += 1;
      if (page.length < PAGE) return count;
      after = page.at(-1)?.snapshot ?? null;
    }
  }

  private look(uid: string): Promise<'removed' | 'locked'> {
    return this.database.transaction(async () => {
      const workitem = await this.workitems.lock(uid);
      const subscriptions = await subscriptionsOf(this.subscriptions, workitem);
      if (subscriptions.some(({ deletionLock }) => deletionLock)) return 'locked';
      await this.workitems.remove(uid);
      await this.subscriptions.removeOf(uid);
      await this.audit.record({
        action: 'workitem-removed',
        actor: { kind: 'system', id: 'retention' },
        subject: { type: 'workitem', id: uid, studyInstanceUid: workitem.inputStudies[0] ?? null },
        details: { state: workitem.snapshot.state, endedAt: workitem.snapshot.modifiedAt.toISOString() },
      });
      return 'removed';
    });
  }
}
