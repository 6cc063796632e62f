import { Injectable } from '@nestjs/common';
import { Studies } from '@wetread/imaging-study';
import type { StudyInstanceUid } from '@wetread/kernel';
import type { DraftEngine } from '../domain/draft-engine';
import type { Profile } from '../domain/film-facts';
import { FindPrior } from './find-prior';
import { readStudy, type StudyReading } from './read-study';
import { type StoredFilm, storedFilms } from './stored-films';

/** Reads the frontal film of a stored study beside the patient's prior film. Holds no transaction. */
@Injectable()
export class ReadStoredStudy {
  constructor(
    private readonly studies: Studies,
    private readonly findPrior: FindPrior,
  ) {}

  /** @throws StudyNotFound, ReadingFailed */
  async execute(
    engine: DraftEngine,
    studyInstanceUid: StudyInstanceUid,
    profile: Profile,
  ): Promise<StudyReading<StoredFilm>> {
    const films = await storedFilms(this.studies, studyInstanceUid);
    return readStudy(engine, films, profile, () => this.findPrior.execute(engine, studyInstanceUid, profile));
  }
}
