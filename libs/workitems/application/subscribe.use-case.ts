import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditActor } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Transactional } from '@wetread/platform';
import { FILTERED_WORKITEMS, isGlobal, type Subscription, Subscriptions } from '../domain/subscription';
import { SubscriptionNotFound, WorkitemInvalid } from '../domain/workitem-errors';
import { eventMessage, stateReport } from '../domain/workitem-event';
import { Workitems } from '../domain/workitems';
import { concerns, subscriptionsOf } from './subscriptions-of';
import { workitemQuery } from './workitem-query';

const AE_TITLE = /^[\x20-\x5b\x5d-\x7e]{1,16}$/;

/** Subscriptions to workitems (PS3.18 sections 11.10 to 11.12, PS3.4 CC.2.3). */
@Injectable()
export class Subscribe {
  constructor(
    private readonly workitems: Workitems,
    private readonly subscriptions: Subscriptions,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Replaces an older subscription of the same subscriber. @throws WorkitemNotFound, WorkitemInvalid */
  @Transactional()
  async execute(subscription: Subscription, actor: AuditActor): Promise<void> {
    const { subscriber, target, filter } = subscription;
    if (!AE_TITLE.test(subscriber))
      throw new WorkitemInvalid('a subscriber is named by an AE title of at most 16 characters');
    if (target === FILTERED_WORKITEMS) workitemQuery(new URLSearchParams(filter ?? ''));
    await this.subscriptions.save(subscription, this.clock.now());
    if (!isGlobal(target)) await this.tellState(target, subscriber);
    await this.record('subscribed', subscription, actor);
  }

  /**
   * Ends a subscription, and with it the deletion lock. Who is subscribed to all lets go of this one alone.
   * @throws SubscriptionNotFound, WorkitemNotFound
   */
  @Transactional()
  async end(subscriber: string, target: string, actor: AuditActor): Promise<void> {
    const hadOwn = await this.subscriptions.remove(subscriber, target);
    const hasGlobal = !isGlobal(target) && (await this.hearsOfAll(subscriber, target));
    if (!hadOwn && !hasGlobal) throw new SubscriptionNotFound(subscriber);
    if (hasGlobal) await this.subscriptions.release(subscriber, target, this.clock.now());
    await this.record('unsubscribed', { subscriber, target }, actor);
  }

  /**
   * Ends the subscription to workitems to come; those that there are stay subscribed, each by itself (PS3.4 CC.2.3).
   * @throws SubscriptionNotFound
   */
  @Transactional()
  async suspend(subscriber: string, target: string, actor: AuditActor): Promise<void> {
    const subscription = await this.subscriptions.toAll(subscriber, target);
    if (!subscription) throw new SubscriptionNotFound(subscriber);
    const uids: string[] = [];
    for await (const workitem of this.workitems.all())
      if (concerns(subscription, workitem)) uids.push(workitem.snapshot.uid);
    await this.subscriptions.addMissing(subscription, uids, this.clock.now());
    // Not by `remove`, which of a subscription to all also ends those to single workitems.
    await this.subscriptions.removeToAll(subscriber, target);
    await this.record('suspended', { subscriber, target }, actor);
  }

  private async hearsOfAll(subscriber: string, workitemUid: string): Promise<boolean> {
    const all = await subscriptionsOf(this.subscriptions, await this.workitems.find(workitemUid));
    return all.some((one) => one.subscriber === subscriber);
  }

  /** The subscriber hears at once where the workitem stands (PS3.4 CC.2.3.3.1.1). */
  private async tellState(uid: string, subscriber: string): Promise<void> {
    const { snapshot } = await this.workitems.find(uid);
    const at = this.clock.now();
    await this.subscriptions.post(
      [subscriber],
      eventMessage(stateReport(uid, snapshot.attributes), at.getTime()),
      at,
    );
  }

  private async record(
    change: string,
    { subscriber, target }: Pick<Subscription, 'subscriber' | 'target'>,
    actor: AuditActor,
  ): Promise<void> {
    const subject = { type: 'workitem', id: target };
    await this.audit.record({ action: 'workitem-changed', actor, subject, details: { change, subscriber } });
  }
}
