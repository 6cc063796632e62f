import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
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
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const auditActor = {
      kind: actor.kind === 'user' ? ('user' as const) : ('device' as const),
      id: actor.id,
    };
    const { bytes, mediaType, fileName } = await this.exportReport.execute({
      reportId,
      format,
      actor: auditActor,
    });
    response.setHeader('Cache-Control', 'no-store');
    return new StreamableFile(bytes, {
      type: mediaType,
      disposition: `attachment; filename="${fileName}"`,
      length: bytes.length,
    });
  }
}
