import type { DicomJson } from '@wetread/dicom';
import type { QueryLevel } from '../../domain/query/attribute-levels';
import type { FoundRow } from '../../domain/query/attribute-search';
import type { SqlParameters } from './sql-parameters';

/** Columns of {@link selection}; those of lower levels are absent. */
export interface SelectedRow {
  key?: string;
  study_instance_uid: string;
  study: DicomJson;
  modalities: string[];
  sop_classes: string[];
  number_of_series: number;
  number_of_instances: number;
  patient_studies?: number;
  patient_series?: number;
  patient_instances?: number;
  series_instance_uid?: string;
  series?: DicomJson;
  series_instances?: number;
  modality?: string | null;
  sop_instance_uid?: string;
  sop_class_uid?: string;
  instance?: DicomJson | null;
}

const STUDY = `study.study_instance_uid, study.attributes as study, study.modalities, study.sop_classes,
  study.number_of_series, study.number_of_instances`;
const PATIENT = ['count(*)', 'sum(number_of_series)', 'sum(number_of_instances)']
  .map((sum, index) => {
    const name = ['patient_studies', 'patient_series', 'patient_instances'][index];
    return `(select ${sum}::int from studies s where s.patient_id = study.patient_id and s.deleted_at is null) as ${name}`;
  })
  .join(', ');
const SERIES = `series.series_instance_uid, series.attributes as series,
  series.number_of_instances as series_instances, series.modality`;
const INSTANCE = 'instance.sop_instance_uid, instance.sop_class_uid';

/** What a search selects. Of an instance's header, which may be large, only the wanted attributes leave the database. */
export function selection(
  level: QueryLevel,
  tags: readonly string[] | 'all',
  parameters: SqlParameters,
): string {
  if (level === 'PATIENT') return `${STUDY}, ${PATIENT}`;
  if (level === 'STUDY') return STUDY;
  if (level === 'SERIES') return `${STUDY}, ${SERIES}`;
  const header =
    tags === 'all'
      ? 'instance.header'
      : `(select jsonb_object_agg(key, value) from jsonb_each(instance.header)
          where key = any(${parameters.add(tags, 'text[]')}))`;
  return `${STUDY}, ${SERIES}, ${INSTANCE}, ${header} as instance`;
}

const text = (vr: string, values: readonly string[]) =>
  values.length > 0 ? { vr, Value: [...values] } : { vr };
const count = (value: number | undefined) => ({ vr: 'IS', Value: [value ?? 0] });

/** Stored attributes with those that are computed (PS3.4 C.3.4); the key columns are right also where a header is not kept. */
export function foundRow(level: QueryLevel, row: SelectedRow): FoundRow {
  const study: DicomJson = {
    ...row.study,
    '0020000D': text('UI', [row.study_instance_uid]),
    '00080061': text('CS', row.modalities),
    '00080062': text('UI', row.sop_classes),
    '00201206': count(row.number_of_series),
    '00201208': count(row.number_of_instances),
  };
  if (level === 'PATIENT') {
    study['00201200'] = count(row.patient_studies);
    study['00201202'] = count(row.patient_series);
    study['00201204'] = count(row.patient_instances);
  }
  if (row.series_instance_uid === undefined) return { study, series: {}, instance: {} };
  const series: DicomJson = {
    ...row.series,
    '0020000E': text('UI', [row.series_instance_uid]),
    '00080060': text('CS', row.modality ? [row.modality] : []),
    '00201209': count(row.series_instances),
  };
  if (row.sop_instance_uid === undefined) return { study, series, instance: {} };
  const instance: DicomJson = {
    ...row.instance,
    '00080018': text('UI', [row.sop_instance_uid]),
    '00080016': text('UI', [row.sop_class_uid ?? '']),
  };
  return { study, series, instance };
}
