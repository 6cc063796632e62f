import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import {
  AddAddendumRequest,
  CorrectReportRequest,
  ReviseReportRequest,
  SignReportRequest,
  WithdrawReportRequest,
  type Report as ReportBody,
  type ReportRevision as RevisionBody,
} from '@wetread/contracts';
import { CurrentUser, RequiresAbility, type User } from '@wetread/identity';
import { zodBody } from '@wetread/platform';
import type { Response } from 'express';
import { AddAddendum } from '../application/add-addendum.use-case';
import { CorrectReport } from '../application/correct-report.use-case';
import { ReadReport } from '../application/read-report.use-case';
import { ReviseReport } from '../application/revise-report.use-case';
import { SignReport } from '../application/sign-report.use-case';
import { WithdrawReport } from '../application/withdraw-report.use-case';
import type { Person, Report } from '../domain/report';
import { entityTag, requireAgreement } from './if-match';
import { reportBody, revisionBody } from './report.mapper';

const personOf = ({ id, displayName }: User): Person => ({ userId: id, name: displayName });

@Controller('api/reports/:id')
export class ReportController {
  constructor(
    private readonly readReport: ReadReport,
    private readonly reviseReport: ReviseReport,
    private readonly signReport: SignReport,
    private readonly addAddendum: AddAddendum,
    private readonly correctReport: CorrectReport,
    private readonly withdrawReport: WithdrawReport,
  ) {}

  @Get()
  @RequiresAbility('read')
  async report(@Param('id') id: string, @Res({ passthrough: true }) response: Response): Promise<ReportBody> {
    const opened = await this.readReport.byId(id);
    response.setHeader('ETag', entityTag(opened.report.revision));
    return reportBody(opened);
  }

  @Get('revisions')
  @RequiresAbility('read')
  async revisions(@Param('id') id: string): Promise<RevisionBody[]> {
    return (await this.readReport.history(id)).map(revisionBody);
  }

  @Put('sentences')
  @RequiresAbility('edit-report')
  async revise(
    @Param('id') reportId: string,
    @Body(zodBody(ReviseReportRequest)) { baseRevision, sentences }: ReviseReportRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @CurrentUser() user: User,
  ): Promise<ReportBody> {
    requireAgreement(ifMatch, baseRevision);
    const person = personOf(user);
    return this.answer(await this.reviseReport.execute({ reportId, baseRevision, edits: sentences, person }));
  }

  @Post('sign')
  @HttpCode(200)
  @RequiresAbility('sign-report')
  async sign(
    @Param('id') reportId: string,
    @Body(zodBody(SignReportRequest)) request: SignReportRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @CurrentUser() user: User,
  ): Promise<ReportBody> {
    requireAgreement(ifMatch, request.revision);
    return this.answer(await this.signReport.execute({ reportId, ...request, person: personOf(user) }));
  }

  @Post('addenda')
  @HttpCode(200)
  @RequiresAbility('sign-report')
  async append(
    @Param('id') reportId: string,
    @Body(zodBody(AddAddendumRequest)) request: AddAddendumRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @CurrentUser() user: User,
  ): Promise<ReportBody> {
    requireAgreement(ifMatch, request.revision);
    return this.answer(await this.addAddendum.execute({ reportId, ...request, person: personOf(user) }));
  }

  @Post('corrections')
  @HttpCode(200)
  @RequiresAbility('sign-report')
  async correct(
    @Param('id') reportId: string,
    @Body(zodBody(CorrectReportRequest)) { sentences, ...request }: CorrectReportRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @CurrentUser() user: User,
  ): Promise<ReportBody> {
    requireAgreement(ifMatch, request.baseRevision);
    const command = { reportId, ...request, edits: sentences, person: personOf(user) };
    return this.answer(await this.correctReport.execute(command));
  }

  @Post('withdrawal')
  @HttpCode(200)
  @RequiresAbility('sign-report')
  async withdraw(
    @Param('id') reportId: string,
    @Body(zodBody(WithdrawReportRequest)) request: WithdrawReportRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @CurrentUser() user: User,
  ): Promise<ReportBody> {
    requireAgreement(ifMatch, request.revision);
    return this.answer(await this.withdrawReport.execute({ reportId, ...request, person: personOf(user) }));
  }

  private async answer(report: Report): Promise<ReportBody> {
    return reportBody(await this.readReport.opened(report));
  }
}
