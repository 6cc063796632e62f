import { Injectable } from '@nestjs/common';
import { Clock } from '@wetread/kernel';
import { Outbox } from '@wetread/platform';
import { Tag, textOf } from '../domain/json-attributes';
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
    private readonly clock: Clock,
  ) {}

  /** In the surrounding transaction. */
  async execute(workitem: Workitem): Promise<void> {
    const { uid, modifiedAt } = workitem.snapshot;
    if (workitem.events.length === 0) return;
    const subscribers = await this.subscribersOf(workitem);
    for (const [index, event] of workitem.events.entries()) {
      const message = eventMessage(event, modifiedAt.getTime() + index);
      if (subscribers.length > 0) await this.subscriptions.post(subscribers, message, modifiedAt);
    }
    if (isDue(workitem)) {
      const notBefore = scheduledStart(workitem) ?? this.clock.now();
      await this.outbox.add({ type: WORKITEM_DUE, key: uid, payload: { workitemUid: uid }, notBefore });
    }
  }

  private async subscribersOf(workitem: Workitem): Promise<string[]> {
    const subscriptions = await subscriptionsOf(this.subscriptions, workitem);
    return [...new Set(subscriptions.map(({ subscriber }) => subscriber))];
  }
}

const isDue = ({ snapshot }: Workitem): boolean =>
  snapshot.state === 'SCHEDULED' && textOf(snapshot.attributes, Tag.InputReadinessState) === 'READY';

/** `null` when it is due at once, or its time cannot be read. */
function scheduledStart({ snapshot }: Workitem): Date | null {
  const written = textOf(snapshot.attributes, Tag.ScheduledProcedureStepStartDateTime) ?? '';
  const parts = /^(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:\.\d{1,6})?([+-]\d{4})?$/.exec(written);
  if (!parts) return null;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', zone = ''] = parts;
  const offset = zone && `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(at.getTime()) ? null : at;
}
