import { Controller, Get, Header, Param } from '@nestjs/common';
import type { StudyRouting } from '@wetread/contracts';
import { RequiresAbility } from '@wetread/identity';
import { studyInstanceUid } from '@wetread/kernel';
import { type RoutingDecision, RoutingDecisions } from '../domain/routing-decision';

@Controller('api/studies/:study/routing')
@RequiresAbility('read')
export class StudyRoutingController {
  constructor(private readonly decisions: RoutingDecisions) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async decided(@Param('study') study: string): Promise<StudyRouting> {
    const decisions = await this.decisions.ofStudy(studyInstanceUid(study));
    return { decisions: decisions.map(answerOf) };
  }
}

function answerOf(decision: RoutingDecision): StudyRouting['decisions'][number] {
  const { completion, state, ruleSetVersion, rule, outcome, because, note, decidedAt } = decision;
  return {
    completion,
    state,
    ruleSetVersion,
    rule,
    note,
    decidedAt: decidedAt.toISOString(),
    outcome: outcome as StudyRouting['decisions'][number]['outcome'],
    because: because as StudyRouting['decisions'][number]['because'],
  };
}
