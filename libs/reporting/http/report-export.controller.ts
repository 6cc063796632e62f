import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ExportFormat } from '@wetread/contracts';
import { type Actor, auditActorOf, CurrentActor, RequiresAbility } from '@wetread/identity';
import { zodQuery } from '@wetread/platform';
import type { Response } from 'express';
import { z } from 'zod';
import { ExportReport } from '../application/export-report.use-case';

const ExportQuery = z.object({ format: ExportFormat });

/** `GET /api/reports/:id/export?format=`: the current revision as a file. */
@Controller('api/reports/:id/export')
export class ReportExportController {
  constructor(private readonly exportReport: ExportReport) {}

  @Get()
  @RequiresAbility('read')
  async export(
    @Param('id') reportId: string,
    @Query(zodQuery(ExportQuery)) { format }: z.infer<typeof ExportQuery>,
    @CurrentActor() actor: Actor,
    @Res() response: Response,
  ): Promise<void> {
    const file = await this.exportReport.execute({ reportId, format, actor: auditActorOf(actor) });
    response
      .status(200)
      .set({
        'Content-Type': file.mediaType,
        'Content-Disposition': `attachment; filename="${file.fileName}"`,
        'Content-Length': String(file.bytes.length),
        'Cache-Control': 'no-store',
      })
      .end(file.bytes);
  }
}
