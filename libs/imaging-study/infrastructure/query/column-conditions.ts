import type { AttributeMatch, Criterion } from '../../domain/query/attribute-query';
import { lexemeQuery } from '../../domain/query/fuzzy-name';
import { instantCondition } from './instant-condition';
import type { SqlParameters } from './sql-parameters';
import { likePattern } from './sql-parameters';
import { nameCondition } from './value-condition';

type Condition = (criterion: Criterion, parameters: SqlParameters) => string | null;

const textColumn =
  (column: string): Condition =>
  (criterion, parameters) => {
    if (criterion.kind === 'values') return anyOf(column, criterion.values, parameters);
    if (criterion.kind === 'pattern')
      return `${column} like ${parameters.add(likePattern(criterion.pattern))}`;
    return criterion.kind === 'empty' ? `coalesce(${column}, '') = ''` : null;
  };

// One value is compared with `=`, which every index serves alike.
const anyOf = (column: string, values: readonly string[], parameters: SqlParameters): string =>
  values.length === 1
    ? `${column} = ${parameters.add(values[0])}`
    : `${column} = any(${parameters.add(values, 'text[]')})`;

const listColumn =
  (column: string): Condition =>
  (criterion, parameters) => {
    if (criterion.kind === 'values') return `${column} && ${parameters.add(criterion.values, 'text[]')}`;
    if (criterion.kind === 'empty') return `${column} = '{}'`;
    if (criterion.kind !== 'pattern') return null;
    return `exists (select from unnest(${column}) as one where one like ${parameters.add(likePattern(criterion.pattern))})`;
  };

const numberColumn =
  (column: string): Condition =>
  (criterion, parameters) =>
    criterion.kind === 'values' ? `${column} = any(${parameters.add(criterion.values, 'numeric[]')})` : null;

/** `YYYY-MM-DD` in the column, which sorts as dates do in every collation. */
const dateColumn =
  (column: string): Condition =>
  (criterion, parameters) => {
    if (criterion.kind !== 'range') return null;
    const { from, to } = criterion;
    if (from !== null && from === to) return `${column} = ${parameters.add(iso(from))}`;
    const bounds = [
      from === null ? null : `${column} >= ${parameters.add(iso(from))}`,
      to === null ? null : `${column} <= ${parameters.add(iso(to))}`,
    ];
    return bounds.filter((bound) => bound !== null).join(' and ');
  };

const studyDate: Condition = (criterion, parameters) =>
  criterion.kind === 'instant'
    ? instantCondition(criterion, parameters)
    : dateColumn('study.study_date')(criterion, parameters);

const iso = (date: string): string => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;

/** Words and sounds of a name, which the index of lexemes serves. */
const fuzzyName =
  (tag: string): Condition =>
  (criterion, parameters) => {
    if (criterion.kind !== 'name-words') return null;
    const query = lexemeQuery(tag, criterion.words);
    return query === null ? 'true' : `study.name_lexemes @@ ${parameters.add(query, 'tsquery')}`;
  };

/** The whole name first, which the index serves; then each group of a name that has several. */
const patientName: Condition = (criterion, parameters) => {
  if (criterion.kind === 'name-words') return fuzzyName('00100010')(criterion, parameters);
  if (criterion.kind === 'empty') return `study.search_name = ''`;
  const whole = nameCondition('study.search_name', criterion, parameters);
  // What may stand anywhere is found in the whole name.
  const isAnywhere = criterion.kind === 'pattern' && /^\*.*\*$/s.test(criterion.pattern);
  if (isAnywhere) return whole;
  const group = nameCondition('grp', criterion, parameters);
  return `(${whole} or (study.search_name like '%=%'
    and exists (select from unnest(string_to_array(study.search_name, '=')) as grp where ${group})))`;
};

/** Studies keep pointing to the patient that survived a merge; the ids that were retired find him too. */
const patientId: Condition = (criterion, parameters) => {
  if (criterion.kind === 'empty') return null;
  const matches = textColumn('known.patient_id')(criterion, parameters);
  return (
    matches &&
    `study.patient_id = any(array(
    select coalesce(known.merged_into, known.id) from patients known where ${matches}))`
  );
};

const columns: Readonly<Record<string, Condition>> = {
  '00100010': patientName,
  '00100020': patientId,
  '00080020': studyDate,
  '00080050': textColumn('study.accession_number'),
  '00080090': fuzzyName('00080090'),
  '00080061': listColumn('study.modalities'),
  '00080062': listColumn('study.sop_classes'),
  '0020000D': textColumn('study.study_instance_uid'),
  '00201206': numberColumn('study.number_of_series'),
  '00201208': numberColumn('study.number_of_instances'),
  '00080060': textColumn('series.modality'),
  '0020000E': textColumn('series.series_instance_uid'),
  '00201209': numberColumn('series.number_of_instances'),
  '00080016': textColumn('instance.sop_class_uid'),
  '00080018': textColumn('instance.sop_instance_uid'),
};

/** Condition on the column that holds an attribute; `null` where none does. */
export function columnCondition(
  { path, criterion }: AttributeMatch,
  parameters: SqlParameters,
): string | null {
  const [tag = '', inner] = path;
  return inner === undefined ? (columns[tag]?.(criterion, parameters) ?? null) : null;
}
