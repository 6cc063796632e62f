import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { WorklistQuery, type Worklist as WorklistPage } from '@wetread/contracts';
import { RequiresAbility } from '@wetread/identity';
import { zodBody, zodQuery } from '@wetread/platform';
import { Worklist } from '../application/worklist';

@Controller('api/worklist')
export class WorklistController {
  constructor(private readonly worklist: Worklist) {}

  @Get()
  @RequiresAbility('read')
  page(@Query(zodQuery(WorklistQuery)) query: WorklistQuery): Promise<WorklistPage> {
    return this.worklist.page(query);
  }

  @Post('search')
  @HttpCode(200)
  @RequiresAbility('read')
  search(@Body(zodBody(WorklistQuery)) query: WorklistQuery): Promise<WorklistPage> {
    return this.worklist.page(query);
  }
}
