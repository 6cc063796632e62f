import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { Database } from '@wetread/platform';
import { PriorSourceNotFound } from '../../domain/priors/prior-errors';
import { PriorSources } from '../../domain/priors/prior-sources';

/** Takes a source of priors away; what was fetched from it stays. */
@Injectable()
export class RemovePriorSource {
  constructor(
    private readonly sources: PriorSources,
    private readonly audit: AuditTrail,
    private readonly database: Database,
  ) {}

  /** @param by id of the user @throws PriorSourceNotFound */
  async execute(name: string, by: string): Promise<void> {
    await this.database.transaction(async () => {
      if (!(await this.sources.remove(name))) throw new PriorSourceNotFound(name);
      await this.audit.record({
        action: 'prior-source-changed',
        actor: { kind: 'user', id: by },
        subject: { type: 'prior-source', id: name },
        details: { change: 'removed' },
      });
    });
  }
}
