import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig, Logger } from '@wetread/platform';
import { type DraftEngine, DraftEngines } from '../../domain/draft-engine';
import type { Profile } from '../../domain/film-facts';
import { createDraftEngine } from './create-draft-engine';

/** {@link DraftEngines} by configuration; its threads end with the application. */
@Injectable()
export class DraftEngineHost extends DraftEngines implements OnApplicationShutdown {
  private starting: Promise<DraftEngine> | null = null;

  constructor(
    private readonly config: AppConfig,
    private readonly logger: Logger,
  ) {
    super();
  }

  get profile(): Profile {
    return this.config.profile;
  }

  engine(): Promise<DraftEngine> {
    this.starting ??= this.start();
    return this.starting;
  }

  async onApplicationShutdown(): Promise<void> {
    const engine = await this.starting?.catch(() => null);
    await engine?.close();
  }

  private async start(): Promise<DraftEngine> {
    const { inference, profile } = this.config;
    try {
      return await createDraftEngine({
        ...inference,
        profile,
        notify: (line) => this.logger.info({ asked: inference.provider }, line),
      });
    } catch (error) {
      this.starting = null;
      throw error;
    }
  }
}
