import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ExportFormat } from '@wetread/contracts';
import { CurrentActor, RequiresAbility, type Actor } from '@wetread/identity';
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
    const auditActor = {
      kind: actor.kind === 'user' ? ('user' as const) : ('device' as const),
      id: actor.id,
    };
    const file = await this.exportReport.execute({ reportId, format, actor: auditActor });
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
