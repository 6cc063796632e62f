import { Global, Module } from '@nestjs/common';
import { AuditTrail } from './application/audit-trail';
import { AuditController } from './http/audit.controller';
import { DatabaseAuditTrail } from './infrastructure/database-audit-trail';
import { RecordDeadLetter } from './jobs/record-dead-letter.handler';

/** The audit trail for every room, `GET /api/audit`, and the record of work that was given up. */
@Global()
@Module({
  controllers: [AuditController],
  providers: [{ provide: AuditTrail, useClass: DatabaseAuditTrail }, RecordDeadLetter],
  exports: [AuditTrail],
})
export class AuditModule {}
