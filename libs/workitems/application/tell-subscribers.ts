import { Injectable } from '@nestjs/common';
import { Outbox } from '@wetread/platform';
import { dueAt } from '../domain/due-at';
import { Subscriptions } from '../domain/subscription';
import type { Workitem } from '../domain/workitem';
import { eventMessage } from '../domain/workitem-event';
import { WORKITEM_DUE } from '../domain/workitem-due';
import { subscriptionsOf } from './subscriptions-of';

/** Lays the events of a changed workitem aside for its subscribers, and for our own performer. */
@Injectable()
export class TellSubscribers {
  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly outbox: Outbox,
  ) {}

  /** In the surrounding transaction. */
  async execute(workitem: Workitem): Promise<void> {
    const { uid } = workitem.snapshot;
    if (workitem.events.length > 0) await this.post(workitem);
    const notBefore = workitem.snapshot.state === 'SCHEDULED' ? dueAt(workitem.snapshot) : null;
    if (notBefore) {
      await this.outbox.add({ type: WORKITEM_DUE, key: uid, payload: { workitemUid: uid }, notBefore });
    }
  }

  private async post(workitem: Workitem): Promise<void> {
    const { modifiedAt } = workitem.snapshot;
    const subscribers = await this.subscribersOf(workitem);
    if (subscribers.length === 0) return;
    for (const [index, event] of workitem.events.entries()) {
      const message = eventMessage(event, modifiedAt.getTime() + index);
      await this.subscriptions.post(subscribers, message, modifiedAt);
    }
  }

  private async subscribersOf(workitem: Workitem): Promise<string[]> {
    const subscriptions = await subscriptionsOf(this.subscriptions, workitem);
    return [...new Set(subscriptions.map(({ subscriber }) => subscriber))];
  }
}
