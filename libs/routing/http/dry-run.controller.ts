import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  type CheckRulesAnswer,
  CheckRulesBody,
  type DryRunAnswer,
  DryRunBody,
  type DryRunRecentAnswer,
  DryRunRecentBody,
} from '@wetread/contracts';
import { RequiresAbility } from '@wetread/identity';
import { studyInstanceUid } from '@wetread/kernel';
import { zodBody } from '@wetread/platform';
import { DryRun } from '../application/dry-run.use-case';
import { DryRunRecent } from '../application/dry-run-recent.use-case';
import { ValidateRules } from '../application/validate-rules';

/** Rules that are tried and not saved. */
@Controller('api/routing')
@RequiresAbility('manage-connections')
export class DryRunController {
  constructor(
    private readonly dryRun: DryRun,
    private readonly dryRunRecent: DryRunRecent,
    private readonly validate: ValidateRules,
  ) {}

  @Post('check')
  @HttpCode(200)
  async check(@Body(zodBody(CheckRulesBody)) { rules }: CheckRulesBody): Promise<CheckRulesAnswer> {
    return { faults: await this.validate.faults(rules) };
  }

  @Post('dry-run')
  @HttpCode(200)
  async one(@Body(zodBody(DryRunBody)) body: DryRunBody): Promise<DryRunAnswer> {
    const result = await this.dryRun.execute(studyInstanceUid(body.studyInstanceUid), body.rules);
    return result as DryRunAnswer;
  }

  @Post('dry-run-recent')
  @HttpCode(200)
  async recent(@Body(zodBody(DryRunRecentBody)) body: DryRunRecentBody): Promise<DryRunRecentAnswer> {
    const { studies, counts, changes } = await this.dryRunRecent.execute(body.limit, body.rules);
    return {
      studies,
      counts: counts.map((count) => ({ ...count, examples: [...count.examples] })),
      changes: [...changes] as DryRunRecentAnswer['changes'],
    };
  }
}
