import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig, Logger } from '@wetread/platform';
import { type DraftEngine, DraftEngines } from '../../domain/draft-engine';
import type { Profile } from '../../domain/film-facts';
import { ModelNotFound } from '../../domain/model-error';
import { filmReaders, nameOf } from '../model/film-readers';
import { createDraftEngine } from './create-draft-engine';

/** {@link DraftEngines} by configuration; their threads end with the application. */
@Injectable()
export class DraftEngineHost extends DraftEngines implements OnApplicationShutdown {
  /** By model folder: the newest may also be asked for by its name. */
  private readonly started = new Map<string, Promise<DraftEngine>>();
  private readonly folders = new Map<string | null, Promise<string>>();

  constructor(
    private readonly config: AppConfig,
    private readonly logger: Logger,
  ) {
    super();
  }

  get profile(): Profile {
    return this.config.profile;
  }

  async engine(model: string | null = null): Promise<DraftEngine> {
    const folder = await this.once(this.folders, model, () => this.folderOf(model));
    return this.once(this.started, folder, () => this.start(folder));
  }

  async onApplicationShutdown(): Promise<void> {
    for (const starting of this.started.values()) await (await starting.catch(() => null))?.close();
  }

  private async folderOf(model: string | null): Promise<string> {
    const { modelDir } = this.config.inference;
    const found = (await filmReaders(modelDir)).find(
      ({ identity }) => model === null || nameOf(identity) === model,
    );
    if (!found) throw new ModelNotFound(modelDir, model === null ? 'film-reader' : `film-reader ${model}`);
    return found.folder;
  }

  private start(modelDir: string): Promise<DraftEngine> {
    const { inference, profile } = this.config;
    return createDraftEngine({
      ...inference,
      modelDir,
      profile,
      notify: (line) => this.logger.info({ asked: inference.provider }, line),
    });
  }

  /** What failed is forgotten, so that the next call tries anew. */
  private once<Key, Value>(
    known: Map<Key, Promise<Value>>,
    key: Key,
    make: () => Promise<Value>,
  ): Promise<Value> {
    const making =
      known.get(key) ??
      make().catch((error: unknown) => {
        known.delete(key);
        throw error;
      });
    known.set(key, making);
    return making;
  }
}
