import { Injectable, type OnModuleInit } from '@nestjs/common';
import { StudyHolds } from '@wetread/imaging-study';
import { Deliveries } from '../domain/deliveries';

/** What is still to be sent needs its study: above all the word that a report was entered in error. */
@Injectable()
export class HoldUndeliveredStudies implements OnModuleInit {
  constructor(
    private readonly holds: StudyHolds,
    private readonly deliveries: Deliveries,
  ) {}

  onModuleInit(): void {
    this.holds.register(async (study) => {
      const open = await this.deliveries.openOf(study);
      return open > 0
        ? `results of it are still on their way (${open}); let them arrive or skip them first`
        : null;
    });
  }
}
