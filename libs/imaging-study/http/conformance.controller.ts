import { Controller, Get, Header, Param } from '@nestjs/common';
import type { StudyConformance } from '@wetread/contracts';
import { RequiresAbility } from '@wetread/identity';
import { studyInstanceUid } from '@wetread/kernel';
import { ConformanceChecks, ConformanceNotChecked } from '../domain/conformance/study-conformance';

/** Which rules of its IODs a study breaks: told before any model reads it. */
@Controller('api/studies/:study/conformance')
@RequiresAbility('read')
export class ConformanceController {
  constructor(private readonly checks: ConformanceChecks) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async ofStudy(@Param('study') study: string): Promise<StudyConformance> {
    const check = await this.checks.find(studyInstanceUid(study));
    if (!check) throw new ConformanceNotChecked(study);
    return { ...check, checkedAt: check.checkedAt.toISOString(), findings: [...check.findings] };
  }
}
