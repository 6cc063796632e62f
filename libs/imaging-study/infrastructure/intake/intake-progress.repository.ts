import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import { IntakeProgress } from '../../domain/intake-progress';

const ADVANCE = 'update intake_progress set filed_up_to = greatest(filed_up_to, $1)';

@Injectable()
export class IntakeProgressRepository extends IntakeProgress {
  constructor(private readonly database: Database) {
    super();
  }

  async filedUpTo(): Promise<number> {
    const [row] = await this.database
      .manager()
      .query<{ filed_up_to: string }[]>('select filed_up_to from intake_progress');
    return Number(row?.filed_up_to ?? 0);
  }

  async advance(position: number): Promise<void> {
    await this.database.prepared('intake-advance', ADVANCE, [position]);
  }
}
