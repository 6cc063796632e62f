import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, Logger } from '@wetread/platform';
import { QueryIndex } from '../../domain/query/query-index';

/** So many studies in one transaction. */
const AT_ONCE = 500;

/**
 * Makes the words of names for studies that an earlier version stored, beside everything else; until then a fuzzy
 * search does not find them. Several processes may do it at once.
 */
@Injectable()
export class IndexNames implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private running: Promise<void> = Promise.resolve();
  private isEnding = false;

  constructor(
    private readonly index: QueryIndex,
    private readonly database: Database,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.execute().catch((error: unknown) => {
      this.logger.error(
        { error },
        'names of stored studies could not be indexed; the next start tries again',
      );
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isEnding = true;
    await this.running;
  }

  private async execute(): Promise<void> {
    let studies = 0;
    for (let made = AT_ONCE; made === AT_ONCE && !this.isEnding; studies += made)
      made = await this.database.transaction(() => this.index.indexNames(AT_ONCE));
    if (studies > 0) this.logger.info({ studies }, 'names of stored studies were indexed for fuzzy search');
  }
}
