import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import { IntakeProgress } from '../../domain/intake-progress';

const ADVANCE = `insert into intake_progress as known (journal, filed_up_to) values ($1, $2)
  on conflict (journal) do update set filed_up_to = greatest(known.filed_up_to, excluded.filed_up_to)`;

@Injectable()
export class IntakeProgressRepository extends IntakeProgress {
  constructor(private readonly database: Database) {
    super();
  }

  async filedUpTo(journal: string): Promise<number> {
    const [row] = await this.database
      .manager()
      .query<{ filed_up_to: string }[]>('select filed_up_to from intake_progress where journal = $1', [
        journal,
      ]);
    return Number(row?.filed_up_to ?? 0);
  }

  async advance(journal: string, position: number): Promise<void> {
    await this.database.prepared('intake-advance', ADVANCE, [journal, position]);
  }

  async forget(journals: readonly string[]): Promise<void> {
    if (journals.length === 0) return;
    await this.database.manager().query('delete from intake_progress where journal = any($1)', [journals]);
  }
}
