import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { type PriorSource, PriorSourceBody, PriorSourceName } from '@wetread/contracts';
import { CurrentUser, RequiresAbility, type User } from '@wetread/identity';
import { zodBody, zodQuery } from '@wetread/platform';
import { RemovePriorSource } from '../application/priors/remove-prior-source.use-case';
import { SavePriorSource } from '../application/priors/save-prior-source.use-case';
import { PriorSources } from '../domain/priors/prior-sources';

@Controller('api/prior-sources')
@RequiresAbility('manage-connections')
export class PriorSourceController {
  constructor(
    private readonly sources: PriorSources,
    private readonly savePriorSource: SavePriorSource,
    private readonly removePriorSource: RemovePriorSource,
  ) {}

  @Get()
  async list(): Promise<PriorSource[]> {
    const sources = await this.sources.list();
    return sources.map(({ name, active, settings }) => ({ name, active, settings }) as PriorSource);
  }

  @Put(':name')
  @HttpCode(204)
  async save(
    @Param('name', zodQuery(PriorSourceName)) name: string,
    @Body(zodBody(PriorSourceBody)) { active, settings }: PriorSourceBody,
    @CurrentUser() user: User,
  ): Promise<void> {
    await this.savePriorSource.execute({ name, active, settings }, user.id);
  }

  @Delete(':name')
  @HttpCode(204)
  async remove(@Param('name') name: string, @CurrentUser() user: User): Promise<void> {
    await this.removePriorSource.execute(name, user.id);
  }
}
