import { Global, Injectable, Module } from '@nestjs/common';
import { AppConfig } from '@wetread/platform';
import { InstalledModels } from '@wetread/routing';
import { filmReaders, nameOf } from './film-readers';

/** Tells the room of the rules which models it may name. */
@Injectable()
export class InstalledFilmReaders extends InstalledModels {
  constructor(private readonly config: AppConfig) {
    super();
  }

  async filmReaders(): Promise<readonly string[]> {
    return (await filmReaders(this.config.inference.modelDir)).map(({ identity }) => nameOf(identity));
  }
}

/** Global, because the room that asks lies below this one and cannot import it. */
@Global()
@Module({
  providers: [{ provide: InstalledModels, useClass: InstalledFilmReaders }],
  exports: [InstalledModels],
})
export class InstalledFilmReadersModule {}
