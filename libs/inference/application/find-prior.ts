import { Injectable } from '@nestjs/common';
import { Studies, type StoredStudy } from '@wetread/imaging-study';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Logger } from '@wetread/platform';
import type { DraftEngine } from '../domain/draft-engine';
import { filmFacts, type Profile } from '../domain/film-facts';
import { Inferences } from '../domain/inference';
import { earlierStudies } from '../domain/prior-study';
import type { PriorReading } from '../domain/reading';
import { FILM_MODALITIES } from '../domain/scope-rules';
import { priorReading, readPrior } from './read-prior';
import { storedFilms } from './stored-films';

/** Enough of the newest to find three with a time before the study's own. */
const STUDIES_LISTED = 10;

/** Finds the film that a study is compared with: the patient's latest earlier one that the same model reads. */
@Injectable()
export class FindPrior {
  constructor(
    private readonly studies: Studies,
    private readonly inferences: Inferences,
    private readonly logger: Logger,
  ) {}

  /** `null` when there is none, and when it cannot be read: a draft without a comparison is better than none. */
  async execute(
    engine: DraftEngine,
    studyInstanceUid: StudyInstanceUid,
    profile: Profile,
  ): Promise<PriorReading | null> {
    try {
      return await this.find(engine, studyInstanceUid, profile);
    } catch (error) {
      this.logger.warn({ studyInstanceUid, error }, 'the prior film could not be read; nothing is compared');
      return null;
    }
  }

  private async find(
    engine: DraftEngine,
    studyInstanceUid: StudyInstanceUid,
    profile: Profile,
  ): Promise<PriorReading | null> {
    const study = await this.studies.find(studyInstanceUid);
    if (!study) return null;
    const others = await this.studies.ofSamePatientUntil(studyInstanceUid, {
      modalities: [...FILM_MODALITIES],
      limit: STUDIES_LISTED,
    });
    for (const earlier of earlierStudies(study, others)) {
      const prior = await this.readingOf(engine, earlier, profile);
      if (prior) return prior;
    }
    return null;
  }

  /** What the same model has stored of the study; else its film is looked at now. */
  private async readingOf(
    engine: DraftEngine,
    study: StoredStudy,
    profile: Profile,
  ): Promise<PriorReading | null> {
    const films = await storedFilms(this.studies, study.studyInstanceUid);
    const stored = await this.inferences.latestOfStudy(study.studyInstanceUid, engine.model.sha256);
    if (stored === null) return readPrior(engine, study, films, profile);
    const { film, reading } = stored;
    if (film === null || reading.status === 'refused') return null;
    const facts = films.find(({ sopInstanceUid }) => sopInstanceUid === film.sopInstanceUid)?.facts;
    const { gate, findings, marks } = reading;
    const { sopInstanceUid } = film;
    return priorReading({ study, sopInstanceUid, facts: facts ?? filmFacts(), gate, findings, marks });
  }
}
