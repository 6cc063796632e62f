import { Controller, Get, Header, Query } from '@nestjs/common';
import { RequiresAbility } from '@wetread/identity';
import { zodQuery } from '@wetread/platform';
import { z } from 'zod';
import { Quarantine, type QuarantinePage } from '../domain/quarantine';

const QuarantineQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  offset: z.coerce.number().int().min(0).default(0),
});

/** What was turned away and why, for those who keep the system. */
@Controller('api/quarantine')
@RequiresAbility('manage-users')
export class QuarantineController {
  constructor(private readonly quarantine: Quarantine) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  page(@Query(zodQuery(QuarantineQuery)) query: z.output<typeof QuarantineQuery>): Promise<QuarantinePage> {
    return this.quarantine.page(query.limit, query.offset);
  }
}
