import { Injectable } from '@nestjs/common';
import { type EventHandler, HandlesEvent } from '@wetread/platform';
import { DRAFT_DECLINED, type DraftDeclined } from '@wetread/routing';
import { DeclineDraft } from '../application/decline-draft.use-case';

/** Safe to run twice: {@link DeclineDraft} is keyed by study x completion. */
@Injectable()
@HandlesEvent(DRAFT_DECLINED)
export class DraftDeclinedHandler implements EventHandler<DraftDeclined> {
  constructor(private readonly declineDraft: DeclineDraft) {}

  async handle(payload: DraftDeclined): Promise<void> {
    await this.declineDraft.execute(payload);
  }
}
