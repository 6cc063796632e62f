import { Controller, Get, Header, Param } from '@nestjs/common';
import type { StudyPriors } from '@wetread/contracts';
import { RequiresAbility } from '@wetread/identity';
import { studyInstanceUid } from '@wetread/kernel';
import { PriorFetches } from '../domain/priors/prior-fetches';

@Controller('api/studies/:study/priors')
@RequiresAbility('read')
export class StudyPriorsController {
  constructor(private readonly fetches: PriorFetches) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async search(@Param('study') study: string): Promise<StudyPriors> {
    const fetch = await this.fetches.find(studyInstanceUid(study));
    if (!fetch) return { search: null };
    const { state, startedAt, finishedAt, outcome } = fetch;
    const times = { startedAt: startedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null };
    return { search: { state, ...times, sources: [...outcome] } };
  }
}
