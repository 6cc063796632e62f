import type { StudyInstanceUid } from '@wetread/kernel';

/** Which destinations a study's results go to. */
export abstract class DestinationChoice {
  /** Names of destinations, or `all` of the active ones. */
  abstract of(studyInstanceUid: StudyInstanceUid): Promise<readonly string[] | 'all'>;
  /** Names of the rules in force that send results to this destination by its name. */
  abstract rulesNaming(destination: string): Promise<readonly string[]>;
}
