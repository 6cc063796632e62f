import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Report as ReportBody } from '@wetread/contracts';
import { RequiresAbility } from '@wetread/identity';
import { studyInstanceUid } from '@wetread/kernel';
import type { Response } from 'express';
import { ReadReport } from '../application/read-report.use-case';
import { entityTag } from './if-match';
import { reportBody } from './report.mapper';

/** `GET /api/studies/:studyInstanceUid/report`: 404 `report.draft-refused` says why the model made none. */
@Controller('api/studies/:studyInstanceUid/report')
export class StudyReportController {
  constructor(private readonly readReport: ReadReport) {}

  @Get()
  @RequiresAbility('read')
  async report(
    @Param('studyInstanceUid') uid: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportBody> {
    const opened = await this.readReport.ofStudy(studyInstanceUid(uid));
    response.setHeader('ETag', entityTag(opened.report.revision));
    return reportBody(opened);
  }
}
