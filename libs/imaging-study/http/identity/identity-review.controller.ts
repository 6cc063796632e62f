import { Body, Controller, Get, Header, HttpCode, Param, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import {
  type IdentityNotePage,
  IdentityNoteQuery,
  type MergePage,
  MergeQuery,
  SettleIdentityNoteBody,
} from '@wetread/contracts';
import { type Actor, auditActorOf, CurrentActor, ListUsers, RequiresAbility } from '@wetread/identity';
import { zodBody, zodQuery } from '@wetread/platform';
import { SettleIdentityNote } from '../../application/identity/settle-identity-note.use-case';
import { IdentityReview, type ReviewedNote } from '../../domain/identity/identity-review';

/** Doubts about whose study it is, and which patients were merged. */
@Controller('api/identity')
@RequiresAbility('manage-connections')
export class IdentityReviewController {
  constructor(
    private readonly review: IdentityReview,
    private readonly settleNote: SettleIdentityNote,
    private readonly users: ListUsers,
  ) {}

  @Get('notes')
  @Header('Cache-Control', 'no-store')
  async notes(@Query(zodQuery(IdentityNoteQuery)) query: IdentityNoteQuery): Promise<IdentityNotePage> {
    const { notes, total } = await this.review.notes(query.show, query.limit, query.offset);
    const users = await this.users.execute();
    const names = new Map(users.map(({ id, displayName }) => [id, displayName]));
    return { notes: notes.map((note) => noteBody(note, names)), total };
  }

  @Put('notes/:id/settlement')
  @HttpCode(204)
  async settle(
    @Param('id', ParseUUIDPipe) noteId: string,
    @Body(zodBody(SettleIdentityNoteBody)) { reason }: SettleIdentityNoteBody,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.settleNote.execute({ noteId, reason, by: auditActorOf(actor) });
  }

  @Get('merges')
  @Header('Cache-Control', 'no-store')
  async merges(@Query(zodQuery(MergeQuery)) { limit, offset }: MergeQuery): Promise<MergePage> {
    const { merges, total } = await this.review.merges(limit, offset);
    return { merges: merges.map((merge) => ({ ...merge, at: merge.at.toISOString() })), total };
  }
}

const noteBody = (
  { source, firstAt: _first, lastAt, settled, ...note }: ReviewedNote,
  names: ReadonlyMap<string, string>,
): IdentityNotePage['notes'][number] => ({
  ...note,
  source: `${source.kind} ${source.peer}`,
  at: lastAt.toISOString(),
  settled: settled && {
    at: settled.at.toISOString(),
    byName: names.get(settled.by) ?? null,
    reason: settled.reason,
  },
});
