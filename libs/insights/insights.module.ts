import { Module } from '@nestjs/common';
import { Worklist } from './application/worklist';
import { WorklistController } from './http/worklist.controller';
import { WorklistReadModel } from './infrastructure/worklist.read-model';

/** What is read across rooms: today the worklist. */
@Module({
  controllers: [WorklistController],
  providers: [{ provide: Worklist, useClass: WorklistReadModel }],
  exports: [Worklist],
})
export class InsightsModule {}
