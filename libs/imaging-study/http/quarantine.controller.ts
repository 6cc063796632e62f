import { Controller, Get, Header, Query } from '@nestjs/common';
import { type QuarantinePage, QuarantineQuery } from '@wetread/contracts';
import { RequiresAbility } from '@wetread/identity';
import { zodQuery } from '@wetread/platform';
import { Quarantine } from '../domain/quarantine';

/** What was turned away and why, for those who keep the system. */
@Controller('api/quarantine')
@RequiresAbility('manage-users')
export class QuarantineController {
  constructor(private readonly quarantine: Quarantine) {}

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
}
