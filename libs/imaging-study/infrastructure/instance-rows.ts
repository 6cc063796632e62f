import type { InstanceHeader } from '@wetread/dicom';
import type { Database } from '@wetread/platform';
import type { StorableInstance } from '../domain/incoming';
import { storableText } from '../domain/storable-json';
import type { StoreSource } from '../domain/store-outcome';

/** Known studies receive again; unknown series and all instances get their rows. One statement. */
const INSERT_ROWS = `with
  reopened as (
    update studies set state = 'receiving', last_received_at = greatest(last_received_at, $2)
    where study_instance_uid = any($1)
  ),
  added_series as (
    insert into series (series_instance_uid, study_instance_uid, modality, series_number, series_description,
      body_part_examined, view_position, laterality, manufacturer, presentation_intent)
    select * from jsonb_to_recordset($3) as row (series_instance_uid text, study_instance_uid text, modality text,
      series_number integer, series_description text, body_part_examined text, view_position text, laterality text,
      manufacturer text, presentation_intent text)
    on conflict (series_instance_uid) do nothing
  )
  insert into instances (sop_instance_uid, sop_class_uid, series_instance_uid, study_instance_uid,
    transfer_syntax_uid, content_hash, bytes, instance_number, number_of_frames, rows, columns,
    photometric_interpretation, patient_orientation, has_pixel_data, header, source_kind, source_peer, received_at)
  select row.*, $5, $6, $2 from jsonb_to_recordset($4) as row (sop_instance_uid text, sop_class_uid text,
    series_instance_uid text, study_instance_uid text, transfer_syntax_uid text, content_hash text,
    bytes bigint, instance_number integer, number_of_frames integer, rows integer, columns integer,
    photometric_interpretation text, patient_orientation text[], has_pixel_data boolean,
    header jsonb)`;

export async function insertInstanceRows(
  database: Database,
  instances: readonly StorableInstance[],
  { kind, peer }: StoreSource,
  at: Date,
): Promise<void> {
  const studies = [...new Set(instances.map(({ header }) => header.studyInstanceUid))];
  const series = new Map(instances.map(({ header }) => [header.seriesInstanceUid, seriesRow(header)]));
  const rows = instances.map(instanceRow);
  const json = [[...series.values()], rows].map((all) => JSON.stringify(all));
  const parameters = [studies, at, ...json, kind, storableText(peer)];
  await database.prepared('store-rows', INSERT_ROWS, parameters);
}

/** A value of a `text` column. */
export const textColumn = (value: string | null): string | null =>
  value === null ? null : storableText(value);

const seriesRow = ({ series, seriesInstanceUid, studyInstanceUid }: InstanceHeader) => ({
  series_instance_uid: seriesInstanceUid,
  study_instance_uid: studyInstanceUid,
  modality: textColumn(series.modality),
  series_number: postgresInteger(series.seriesNumber),
  series_description: textColumn(series.seriesDescription),
  body_part_examined: textColumn(series.bodyPartExamined),
  view_position: textColumn(series.viewPosition),
  laterality: textColumn(series.laterality),
  manufacturer: textColumn(series.manufacturer),
  presentation_intent: textColumn(series.presentationIntent),
});

const instanceRow = ({ header, ...stored }: StorableInstance) => ({
  sop_instance_uid: header.sopInstanceUid,
  sop_class_uid: header.sopClassUid,
  series_instance_uid: header.seriesInstanceUid,
  study_instance_uid: header.studyInstanceUid,
  transfer_syntax_uid: header.transferSyntaxUid,
  content_hash: stored.contentHash,
  bytes: stored.bytes,
  instance_number: postgresInteger(header.instance.instanceNumber),
  number_of_frames: postgresInteger(header.instance.numberOfFrames) ?? 1,
  rows: postgresInteger(header.instance.rows),
  columns: postgresInteger(header.instance.columns),
  photometric_interpretation: textColumn(header.instance.photometricInterpretation),
  patient_orientation: header.instance.patientOrientation.map(storableText),
  has_pixel_data: header.instance.hasPixelData,
  header: stored.headerJson,
});

/** IS may hold up to 12 characters, more than a 32-bit column; such a number orders nothing and is left out. */
const postgresInteger = (value: number | null): number | null =>
  value !== null && Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value : null;
