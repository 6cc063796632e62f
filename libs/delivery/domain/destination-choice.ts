import type { StudyInstanceUid } from '@wetread/kernel';

/** Which destinations a study's results go to. */
export abstract class DestinationChoice {
  /** Names of destinations, or `all` of the active ones. */
  abstract of(studyInstanceUid: StudyInstanceUid): Promise<readonly string[] | 'all'>;
}
