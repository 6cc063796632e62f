import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Attributes with these tags, of a JSON column. */
const some = (tags: string, source: string): string => `(
  select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(${source})
  where key = any('{${tags.trim().replace(/\s+/g, ',')}}'::text[]))`;

/**
 * What a search of studies or series tells lies beside their rows: attributes of the first instance as DICOM JSON,
 * counts, and the name in its comparable form. `deleted_at` hides a row until it is sent again; after `purged_at` its bytes
 * are gone too, and the row remains for what refers to it.
 */
export class QueryIndex1764000009000 implements MigrationInterface {
  readonly name = 'QueryIndex1764000009000';

  async up(runner: QueryRunner): Promise<void> {
    // The tags as they stood when this was written: a migration must not change with the code.
    const study = `
      00081120 00100010 00100020 00100021 00100022 00100024 00100026 00100030 00100032 00100033 00100034
      00100035 00100040 00100212 00100213 00101000 00101001 00101002 00101005 00101060 00101100 00102160
      00102201 00102202 00102292 00102293 00102294 00102295 00102296 00102297 00102298 00102299 00104000
      00120010 00120020 00120021 00120030 00120031 00120040 00120042 00120062 00120063 00120064 00120081
      00120082 00201200 00201202 00201204 00080020 00080030 00080050 00080051 00080061 00080062 00080090
      00080096 0008009C 0008009D 00080201 00081030 00081032 00081048 00081049 00081060 00081062 00081110
      00101010 00101020 00101021 00101022 00101023 00101024 00101030 00101080 00101081 00101090 00102000
      00102110 00102180 001021A0 001021B0 001021C0 001021D0 00102203 00120050 00120051 00120052 00120053
      00120083 0020000D 00200010 00201206 00201208 00321032 00321033 00321034 00321060 00321064 00380010
      00380014 00380060 00380062 00380064 00380500 00401012`;
    const series = `
      00080021 00080031 00080060 00080068 00080070 00080080 00080081 00080082 00081010 0008103E 0008103F
      00081040 00081041 00081050 00081052 00081070 00081072 00081090 00081111 00081250 00120060 00120071
      00120072 00180015 00181000 00181002 00181020 00181030 00181050 00181200 00181201 00185100 0020000E
      00200011 00200052 00200060 00201040 00201209 00400244 00400245 00400250 00400251 00400253 00400254
      00400260 00400275 00400280`;
    const statements = [
      `alter table studies
        add column attributes jsonb not null default '{}',
        add column search_name text not null default '',
        add column modalities text[] not null default '{}',
        add column sop_classes text[] not null default '{}',
        add column number_of_series integer not null default 0,
        add column number_of_instances integer not null default 0,
        add column deleted_at timestamptz`,
      `alter table series
        add column attributes jsonb not null default '{}',
        add column number_of_instances integer not null default 0,
        add column deleted_at timestamptz`,
      `alter table instances
        add column deleted_at timestamptz,
        add column purged_at timestamptz`,
      `update series set
        number_of_instances = (select count(*) from instances i where i.series_instance_uid = series.series_instance_uid),
        attributes = coalesce((select ${some(series, 'i.header')} from instances i
          where i.series_instance_uid = series.series_instance_uid and i.header is not null
          order by i.received_at, i.sop_instance_uid limit 1), '{}')`,
      `update studies set
        number_of_instances = (select count(*) from instances i where i.study_instance_uid = studies.study_instance_uid),
        number_of_series = (select count(*) from series s where s.study_instance_uid = studies.study_instance_uid),
        modalities = array(select distinct modality from series s
          where s.study_instance_uid = studies.study_instance_uid and modality is not null order by 1),
        sop_classes = array(select distinct sop_class_uid from instances i
          where i.study_instance_uid = studies.study_instance_uid order by 1),
        search_name = lower(regexp_replace(normalize(patient_name, NFD), '[\\u0300-\\u036f]', '', 'g')),
        attributes = coalesce((select ${some(study, 'i.header')} from instances i
          where i.study_instance_uid = studies.study_instance_uid and i.header is not null
          order by i.received_at, i.sop_instance_uid limit 1), '{}')`,
      `create index studies_by_date on studies (study_date desc nulls last, study_instance_uid) where deleted_at is null`,
      `create index studies_by_name on studies (search_name text_pattern_ops)`,
      `create index studies_by_accession on studies (accession_number)`,
      `create index studies_deleted on studies (deleted_at) where deleted_at is not null`,
      `create index instances_deleted on instances (deleted_at) where deleted_at is not null`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table instances drop column deleted_at, drop column purged_at');
    await runner.query(
      'alter table series drop column attributes, drop column number_of_instances, drop column deleted_at',
    );
    await runner.query(
      `alter table studies drop column attributes, drop column search_name,
        drop column modalities, drop column sop_classes, drop column number_of_series,
        drop column number_of_instances, drop column deleted_at`,
    );
  }
}
