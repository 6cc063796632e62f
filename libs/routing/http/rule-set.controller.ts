import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post, Put } from '@nestjs/common';
import { ActivateRuleSetBody, type RuleSet, type RuleSetHead, SaveRuleSetBody } from '@wetread/contracts';
import { CurrentUser, RequiresAbility, type User } from '@wetread/identity';
import { zodBody } from '@wetread/platform';
import { ActivateRuleSet } from '../application/activate-rule-set.use-case';
import { SaveRuleSet } from '../application/save-rule-set.use-case';
import { RuleSetNotFound } from '../domain/routing-errors';
import type { RuleSet as StoredRuleSet } from '../domain/routing-rule';
import { type RuleSetHead as StoredHead, RuleSets } from '../domain/rule-sets';

@Controller('api/routing')
@RequiresAbility('manage-connections')
export class RuleSetController {
  constructor(
    private readonly ruleSets: RuleSets,
    private readonly saveRuleSet: SaveRuleSet,
    private readonly activateRuleSet: ActivateRuleSet,
  ) {}

  @Get('rule-sets')
  async list(): Promise<RuleSetHead[]> {
    const { version } = await this.ruleSets.active();
    return (await this.ruleSets.heads()).map((head) => headOf(head, version));
  }

  @Get('rule-sets/:version')
  async one(@Param('version', ParseIntPipe) version: number): Promise<RuleSet> {
    const ruleSet = await this.ruleSets.find(version);
    if (!ruleSet) throw new RuleSetNotFound(version);
    return answerOf(ruleSet, (await this.ruleSets.active()).version);
  }

  @Post('rule-sets')
  async save(
    @Body(zodBody(SaveRuleSetBody)) body: SaveRuleSetBody,
    @CurrentUser() user: User,
  ): Promise<RuleSet> {
    const saved = await this.saveRuleSet.execute({ ...body, author: user.id });
    return answerOf(saved, (await this.ruleSets.active()).version);
  }

  @Get('active')
  async active(): Promise<RuleSet> {
    const active = await this.ruleSets.active();
    return answerOf(active, active.version);
  }

  @Put('active')
  @HttpCode(204)
  async activate(
    @Body(zodBody(ActivateRuleSetBody)) body: ActivateRuleSetBody,
    @CurrentUser() user: User,
  ): Promise<void> {
    await this.activateRuleSet.execute({ ...body, by: user.id });
  }
}

const headOf = ({ version, author, comment, hash, createdAt }: StoredHead, active: number): RuleSetHead => ({
  version,
  author,
  comment,
  hash,
  createdAt: createdAt.toISOString(),
  active: version === active,
});

const answerOf = (ruleSet: StoredRuleSet, active: number): RuleSet => ({
  ...headOf(ruleSet, active),
  rules: ruleSet.rules as RuleSet['rules'],
});
