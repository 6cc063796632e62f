import { FILTERED_WORKITEMS, type Subscription, type Subscriptions } from '../domain/subscription';
import type { Workitem } from '../domain/workitem';
import { matchesFilter } from './workitem-query';

/** Whether a subscription concerns a workitem, as it is now. */
export const concerns = ({ target, filter }: Subscription, workitem: Workitem): boolean =>
  target !== FILTERED_WORKITEMS || matchesFilter(workitem.view, filter ?? '');

/** The subscriptions under which somebody hears of this workitem, or holds it by a deletion lock. */
export async function subscriptionsOf(
  subscriptions: Pick<Subscriptions, 'of'>,
  workitem: Workitem,
): Promise<Subscription[]> {
  const all = await subscriptions.of(workitem.snapshot.uid);
  return all.filter((one) => concerns(one, workitem));
}
