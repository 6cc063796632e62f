import { Controller, Get, Query, Req } from '@nestjs/common';
import { AuditQuery, type AuditPage, type AuditVerification } from '@wetread/contracts';
import { DomainError } from '@wetread/kernel';
import { RequiresAbility, zodQuery, type AuthorizedRequest } from '@wetread/platform';
import { AuditTrail } from '../application/audit-trail';

class WholeTrailNotAllowed extends DomainError {
  readonly code = 'audit.whole-trail-not-allowed';
  readonly status = 'forbidden';
  constructor() {
    super(
      'the whole trail needs the ability "read-audit"; readers see the trail of one study (studyInstanceUid)',
    );
  }
}

@Controller('api/audit')
export class AuditController {
  constructor(private readonly trail: AuditTrail) {}

  @Get()
  @RequiresAbility('read')
  async page(
    @Query(zodQuery(AuditQuery)) query: AuditQuery,
    @Req() { actor }: AuthorizedRequest,
  ): Promise<AuditPage> {
    const whole = query.studyInstanceUid === undefined;
    if (whole && !actor?.abilities.includes('read-audit')) throw new WholeTrailNotAllowed();
    return this.trail.page(query);
  }

  @Get('verification')
  @RequiresAbility('read-audit')
  verification(): Promise<AuditVerification> {
    return this.trail.verify();
  }
}
