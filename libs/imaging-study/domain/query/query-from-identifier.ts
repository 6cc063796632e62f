import { type DicomItem, dictionaryVr } from '@wetread/dicom';
import type { QueryLevel } from './attribute-levels';
import type { AttributeMatch, AttributeQuery } from './attribute-query';
import { isSearchable } from './query-from-parameters';
import { combineDatesWithTimes, type MatchingOptions, readCriteria } from './read-criterion';
import { matchesInZone, offsetMinutes, TIMEZONE_OFFSET } from './time-zone';

/** What was negotiated beyond plain matching (PS3.4 C.5.1.1). */
export interface IdentifierOptions extends MatchingOptions {
  /** Combined date-time matching was negotiated (PS3.4 C.2.2.2.5.1). */
  combineDateAndTime?: boolean;
  /** In which zone (IANA) dates and times are that no object puts into one; this machine's when left out. */
  timeZone?: string;
}

/** Specific Character Set, Query/Retrieve Level, Retrieve AE Title, Timezone Offset: told, not matched. */
const NOT_MATCHED = new Set(['00080005', '00080052', '00080054', '00080201']);

/**
 * Reads the identifier of a C-FIND request (PS3.4 C.4.1.2): every attribute in it is returned, those with a value are
 * matched. Optional keys that cannot be matched at the level are passed over, as C.2.2.1.3 asks.
 * @throws MatchValueInvalid
 */
export function queryFromIdentifier(
  level: QueryLevel,
  identifier: DicomItem,
  { combineDateAndTime = false, timeZone, ...matching }: IdentifierOptions = {},
): AttributeQuery {
  const tags = identifier.tags.filter((tag) => !tag.endsWith('0000') && !NOT_MATCHED.has(tag));
  const matches = tags
    .flatMap((tag) => matchesOf(identifier, tag, matching))
    .filter(({ path, criterion }) => criterion.kind !== 'any' && isSearchable(path[0] ?? '', level));
  const combined = combineDateAndTime ? combineDatesWithTimes(matches) : matches;
  const offset = offsetMinutes(identifier.string(TIMEZONE_OFFSET) ?? '');
  return {
    level,
    matches: offset === null ? combined : matchesInZone(combined, { offset, timeZone }),
    include: tags,
    limit: null,
    offset: 0,
  };
}

function matchesOf(identifier: DicomItem, tag: string, matching: MatchingOptions): AttributeMatch[] {
  if (identifier.isSequence(tag) || dictionaryVr(tag) === 'SQ') {
    const [item] = identifier.sequence(tag);
    return (item?.tags ?? [])
      .filter((inner) => !item?.isSequence(inner))
      .flatMap((inner) => matchesOfValue(item!, inner, [tag, inner], matching));
  }
  return matchesOfValue(identifier, tag, [tag], matching);
}

function matchesOfValue(
  item: DicomItem,
  tag: string,
  path: readonly string[],
  matching: MatchingOptions,
): AttributeMatch[] {
  const vr = dictionaryVr(tag);
  const criteria = readCriteria(tag, vr, textOf(item, tag), matching);
  return criteria.map((criterion) => ({ path, vr, criterion }));
}

const TEXTUAL = /^(AE|AS|CS|DA|DS|DT|IS|LO|LT|PN|SH|ST|TM|UC|UI|UR|UT)$/;
const textOf = (item: DicomItem, tag: string): string =>
  (TEXTUAL.test(item.vr(tag)) ? item.strings(tag) : item.numbers(tag).map(String)).join('\\');
