import { Injectable } from '@nestjs/common';
import type { RuleVocabulary } from '@wetread/contracts';
import { AppConfig } from '@wetread/platform';
import { InstalledModels } from '../domain/installed-models';
import { type AttributeType, attributeTypes } from '../domain/study-attributes';

/** What whoever writes a rule may name: models, attributes of a study, and when off-peak is. */
@Injectable()
export class ReadVocabulary {
  constructor(
    private readonly models: InstalledModels,
    private readonly config: AppConfig,
  ) {}

  async execute(): Promise<RuleVocabulary> {
    const { start, end, timeZone } = this.config.offPeak;
    return {
      models: [...(await this.models.filmReaders())],
      attributes: Object.entries(attributeTypes).flatMap(([object, names]) =>
        Object.entries<AttributeType>(names).map(([name, type]) => ({ object, name, type })),
      ),
      offPeakHours: `${clockTime(start)}-${clockTime(end)}`,
      timeZone,
    };
  }
}

const clockTime = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
