import type { DicomJson } from '@wetread/dicom';
import type { QueryLevel } from './attribute-levels';
import type { AttributeQuery } from './attribute-query';

/** What is stored of one match, level by level down to the one that was searched. */
export interface FoundRow {
  /** Patient and study attributes with what is counted over the study. */
  study: DicomJson;
  /** Empty above SERIES. */
  series: DicomJson;
  /** Empty above IMAGE; of the instance's attributes those that were named. */
  instance: DicomJson;
}

/** Looks in what is stored and not deleted. */
export abstract class AttributeSearch {
  /**
   * Rows in a stable order: studies newest first, then series number, instance number; without a study by UID.
   * @param tags which of an instance's attributes are wanted, or all
   */
  abstract rows(query: AttributeQuery, tags: readonly string[] | 'all'): Promise<FoundRow[]>;
  /** Unique keys of all rows, in the same order; for {@link rowsOf}. */
  abstract keys(query: AttributeQuery): Promise<string[]>;
  abstract rowsOf(
    level: QueryLevel,
    keys: readonly string[],
    tags: readonly string[] | 'all',
  ): Promise<FoundRow[]>;
}
