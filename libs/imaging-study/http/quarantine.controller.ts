import { Controller, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { type QuarantinePage, QuarantineQuery, type QuarantineRetry } from '@wetread/contracts';
import { type Actor, auditActorOf, CurrentActor, RequiresAbility } from '@wetread/identity';
import { zodQuery } from '@wetread/platform';
import { RetryQuarantined } from '../application/quarantine/retry-quarantined.use-case';
import { Quarantine } from '../domain/quarantine';

/** What was turned away and why, for those who keep the system. */
@Controller('api/quarantine')
@RequiresAbility('manage-users')
export class QuarantineController {
  constructor(
    private readonly quarantine: Quarantine,
    private readonly retryQuarantined: RetryQuarantined,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async page(@Query(zodQuery(QuarantineQuery)) query: QuarantineQuery): Promise<QuarantinePage> {
    const { objects, total } = await this.quarantine.page(query.limit, query.offset);
    return {
      objects: objects.map((object) => ({
        ...object,
        receivedAt: object.receivedAt.toISOString(),
        lastReceivedAt: object.lastReceivedAt.toISOString(),
      })),
      total,
    };
  }

  /** Through the intake again; what is stored now leaves quarantine. */
  @Post(':id/retry')
  @HttpCode(200)
  async retry(
    @Param('id', ParseUUIDPipe) id: string,
    @CurrentActor() actor: Actor,
  ): Promise<QuarantineRetry> {
    const { outcome, code, message, studyInstanceUid } = await this.retryQuarantined.execute(
      id,
      auditActorOf(actor),
    );
    return { outcome, reasonCode: code, message, studyInstanceUid: studyInstanceUid ?? null };
  }
}
