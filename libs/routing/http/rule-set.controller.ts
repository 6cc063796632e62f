import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post, Put } from '@nestjs/common';
import {
  ActivateRuleSetBody,
  type RuleSet,
  type RuleSetHead,
  type RuleVocabulary,
  SaveRuleSetBody,
} from '@wetread/contracts';
import { CurrentUser, ListUsers, RequiresAbility, type User } from '@wetread/identity';
import { zodBody } from '@wetread/platform';
import { ActivateRuleSet } from '../application/activate-rule-set.use-case';
import { ReadVocabulary } from '../application/read-vocabulary';
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
    private readonly vocabulary: ReadVocabulary,
    private readonly users: ListUsers,
  ) {}

  @Get('vocabulary')
  async words(): Promise<RuleVocabulary> {
    return this.vocabulary.execute();
  }

  @Get('rule-sets')
  async list(): Promise<RuleSetHead[]> {
    const context = await this.context();
    return (await this.ruleSets.heads()).map((head) => headOf(head, context));
  }

  @Get('rule-sets/:version')
  async one(@Param('version', ParseIntPipe) version: number): Promise<RuleSet> {
    const ruleSet = await this.ruleSets.find(version);
    if (!ruleSet) throw new RuleSetNotFound(version);
    return answerOf(ruleSet, await this.context());
  }

  @Post('rule-sets')
  async save(
    @Body(zodBody(SaveRuleSetBody)) body: SaveRuleSetBody,
    @CurrentUser() user: User,
  ): Promise<RuleSet> {
    const saved = await this.saveRuleSet.execute({ ...body, author: user.id });
    return answerOf(saved, await this.context());
  }

  @Get('active')
  async active(): Promise<RuleSet> {
    return answerOf(await this.ruleSets.active(), await this.context());
  }

  @Put('active')
  @HttpCode(204)
  async activate(
    @Body(zodBody(ActivateRuleSetBody)) body: ActivateRuleSetBody,
    @CurrentUser() user: User,
  ): Promise<void> {
    await this.activateRuleSet.execute({ ...body, by: user.id });
  }

  private async context(): Promise<Context> {
    const [{ version }, users] = await Promise.all([this.ruleSets.active(), this.users.execute()]);
    return { active: version, names: new Map(users.map(({ id, displayName }) => [id, displayName])) };
  }
}

/** Which version is active, and how the authors are called. */
interface Context {
  active: number;
  names: ReadonlyMap<string, string>;
}

const headOf = (
  { version, author, comment, hash, createdAt }: StoredHead,
  { active, names }: Context,
): RuleSetHead => ({
  version,
  author,
  authorName: names.get(author) ?? null,
  comment,
  hash,
  createdAt: createdAt.toISOString(),
  active: version === active,
});

const answerOf = (ruleSet: StoredRuleSet, context: Context): RuleSet => ({
  ...headOf(ruleSet, context),
  rules: ruleSet.rules as RuleSet['rules'],
});
