import { type DicomItem, dictionaryVr } from '@wetread/dicom';
import type { QueryLevel } from './attribute-levels';
import type { AttributeMatch, AttributeQuery, Criterion } from './attribute-query';
import { isSearchable } from './query-from-parameters';
import { combineDatesWithTimes, readCriterion } from './read-criterion';

export interface IdentifierOptions {
  /** Fuzzy semantic matching of person names was negotiated (PS3.4 C.5.2.1). */
  fuzzy?: boolean;
  /** Combined date-time matching was negotiated (PS3.4 C.2.2.2.5.1). */
  combineDateAndTime?: boolean;
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
  { fuzzy = false, combineDateAndTime = false }: IdentifierOptions = {},
): AttributeQuery {
  const tags = identifier.tags.filter((tag) => !tag.endsWith('0000') && !NOT_MATCHED.has(tag));
  const matches = tags
    .flatMap((tag) => matchesOf(identifier, tag, fuzzy))
    .filter(({ path, criterion }) => criterion.kind !== 'any' && isSearchable(path[0] ?? '', level));
  return {
    level,
    matches: combineDateAndTime ? combineDatesWithTimes(matches) : matches,
    include: tags,
    limit: null,
    offset: 0,
  };
}

function matchesOf(identifier: DicomItem, tag: string, fuzzy: boolean): AttributeMatch[] {
  if (identifier.isSequence(tag) || dictionaryVr(tag) === 'SQ') {
    const [item] = identifier.sequence(tag);
    return (item?.tags ?? [])
      .filter((inner) => !item?.isSequence(inner))
      .map((inner) => ({
        path: [tag, inner],
        vr: dictionaryVr(inner),
        criterion: criterionOf(item!, inner, fuzzy),
      }));
  }
  return [{ path: [tag], vr: dictionaryVr(tag), criterion: criterionOf(identifier, tag, fuzzy) }];
}

const criterionOf = (item: DicomItem, tag: string, fuzzy: boolean): Criterion =>
  readCriterion(tag, dictionaryVr(tag), textOf(item, tag), fuzzy);

const TEXTUAL = /^(AE|AS|CS|DA|DS|DT|IS|LO|LT|PN|SH|ST|TM|UC|UI|UR|UT)$/;
const textOf = (item: DicomItem, tag: string): string =>
  (TEXTUAL.test(item.vr(tag)) ? item.strings(tag) : item.numbers(tag).map(String)).join('\\');
