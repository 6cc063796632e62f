import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import { type PriorSource, PriorSources } from '../../domain/priors/prior-sources';
import { PriorSourceEntity } from './prior.entities';

@Injectable()
export class PriorSourceRepository extends PriorSources {
  constructor(private readonly database: Database) {
    super();
  }

  async find(name: string): Promise<PriorSource | null> {
    return this.database.manager().findOneBy(PriorSourceEntity, { name });
  }

  async list(): Promise<PriorSource[]> {
    return this.database.manager().find(PriorSourceEntity, { order: { name: 'ASC' } });
  }

  async save({ name, settings, active }: PriorSource, at: Date): Promise<void> {
    await this.database.manager().save(PriorSourceEntity, { name, settings, active, changedAt: at });
  }

  async remove(name: string): Promise<boolean> {
    const { affected } = await this.database.manager().delete(PriorSourceEntity, { name });
    return affected === 1;
  }
}
