import { type DicomJson, dictionaryVr } from '@wetread/dicom';
import type { QueryLevel } from '../../domain/query/attribute-levels';
import type { AttributeQuery } from '../../domain/query/attribute-query';
import type { FoundRow } from '../../domain/query/attribute-search';

const tags = (list: string): string[] => list.trim().split(/\s+/);

/** PS3.18 table 10.6.3-3, patient attributes first; empty ones are told as empty. */
const PATIENT = tags('00100010 00100020 00100030 00100040');
const STUDY = tags('00080020 00080030 00080050 00080061 00080090 0020000D 00200010 00201206 00201208');
/** PS3.18 table 10.6.3-4. */
const SERIES = tags('00080060 0020000E 00200011 00201209');
const SERIES_WHEN_KNOWN = tags('0008103E 00400244 00400245 00400275');
/** PS3.18 table 10.6.3-5. */
const INSTANCE = tags('00080016 00080018 00200013');
const INSTANCE_WHEN_KNOWN = tags('00280008 00280010 00280011 00280100');
const TIMEZONE_OFFSET = '00080201';

/** What is always told of a level, whether it is known or not; and what only when it is. */
const TOLD: Readonly<Record<QueryLevel, { always: string[]; whenKnown: string[] }>> = {
  PATIENT: { always: PATIENT, whenKnown: ['00100021'] },
  STUDY: { always: [...PATIENT, ...STUDY], whenKnown: [TIMEZONE_OFFSET] },
  SERIES: { always: ['0020000D', ...SERIES], whenKnown: [TIMEZONE_OFFSET, ...SERIES_WHEN_KNOWN] },
  IMAGE: {
    always: ['0020000D', '0020000E', ...INSTANCE],
    whenKnown: [TIMEZONE_OFFSET, ...INSTANCE_WHEN_KNOWN],
  },
};

const isFixed = ({ matches }: AttributeQuery, tag: string): boolean =>
  matches.some(({ path, criterion }) => path[0] === tag && criterion.kind === 'values');

/**
 * The tags that a search returns: the level's own, those of the levels above that the search leaves open (PS3.18
 * 10.6.3.3), what was matched, and what was asked for.
 */
export function returnedTags(query: AttributeQuery): { always: Set<string>; whenKnown: Set<string> } {
  const levels: QueryLevel[] = [query.level];
  if (query.level === 'IMAGE' && !isFixed(query, '0020000E')) levels.push('SERIES');
  if (query.level !== 'PATIENT' && query.level !== 'STUDY' && !isFixed(query, '0020000D'))
    levels.push('STUDY');
  const asked = [
    ...query.matches.map(({ path }) => path[0] ?? ''),
    ...(query.include === 'all' ? [] : query.include),
  ];
  return {
    always: new Set(levels.flatMap((level) => TOLD[level].always)),
    whenKnown: new Set([...levels.flatMap((level) => TOLD[level].whenKnown), ...asked]),
  };
}

/** Every text is UTF-8 here (PS3.18 F.2.1), whatever the objects were written in. */
const CHARACTER_SET = { vr: 'CS', Value: ['ISO_IR 192'] };
const ONLINE = { vr: 'CS', Value: ['ONLINE'] };

/** Makes results of rows, attributes in the order of their tags. */
export function resultMaker(query: AttributeQuery): (row: FoundRow) => DicomJson {
  const { always, whenKnown } = returnedTags(query);
  const fixed = [...new Set([...always, ...whenKnown, '00080005', '00080056'])].sort();
  return (row) => {
    const known: DicomJson = { ...row.study, ...row.series, ...row.instance };
    known['00080005'] = CHARACTER_SET;
    known['00080056'] = ONLINE;
    const wanted = query.include === 'all' ? [...new Set([...fixed, ...Object.keys(known)])].sort() : fixed;
    const result: DicomJson = {};
    for (const tag of wanted) {
      const attribute = known[tag] ?? (always.has(tag) ? { vr: dictionaryVr(tag) } : undefined);
      if (attribute) result[tag] = attribute;
    }
    return result;
  };
}
