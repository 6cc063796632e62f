import { Injectable } from '@nestjs/common';
import type { DicomJson } from '@wetread/dicom';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { isIndexedName, nameLexemes } from '../../domain/query/fuzzy-name';
import { comparableName } from '../../domain/query/person-name';
import { type IndexedInstance, QueryIndex } from '../../domain/query/query-index';
import { storableText } from '../../domain/storable-json';

/**
 * The first instance of a study or series gives it its attributes; each adds to the counts. A series whose instances
 * were all deleted counts nothing, so it is counted anew when one of them comes back.
 * Parameters: series, studies and SOP classes of the instances, their UIDs, attributes by series, facts by study.
 */
const ADD = `
  with added as (
    select series, study, count(*)::int as instances, array_agg(distinct sop_class) as classes
    from unnest($1::text[], $2::text[], $3::text[]) as t (series, study, sop_class)
    group by series, study
  ),
  shown as (
    update instances set deleted_at = null where sop_instance_uid = any($4::text[]) and deleted_at is not null
  ),
  counted as (
    update series set
      number_of_instances = series.number_of_instances + added.instances,
      deleted_at = null,
      attributes = case when series.attributes = '{}' then $5::jsonb -> added.series else series.attributes end
    from added where series.series_instance_uid = added.series
    returning added.study, added.instances, added.classes, series.modality,
      series.number_of_instances = added.instances as is_first
  ),
  grown as (
    select study, sum(instances)::int as instances, count(*) filter (where is_first)::int as series,
      array_agg(distinct modality) filter (where modality is not null) as modalities
    from counted group by study
  )
  update studies set
    number_of_instances = studies.number_of_instances + grown.instances,
    number_of_series = studies.number_of_series + grown.series,
    deleted_at = null,
    modalities = array(select distinct one from unnest(studies.modalities || grown.modalities) as one order by 1),
    sop_classes = array(
      select distinct one from (
        select unnest(studies.sop_classes) as one
        union select unnest(counted.classes) from counted where counted.study = grown.study
      ) as all_classes order by 1),
    attributes = case when studies.attributes = '{}' then facts -> 'attributes' else studies.attributes end,
    search_name = case when studies.attributes = '{}' then facts ->> 'name' else studies.search_name end,
    name_lexemes = case when studies.attributes = '{}'
      then array_to_tsvector(array(select jsonb_array_elements_text(facts -> 'lexemes')))
      else studies.name_lexemes end
  from grown, lateral (select $6::jsonb -> grown.study as facts) as given
  where studies.study_instance_uid = grown.study`;

// The words of all its names are made anew from what is then known, below.
const CORRECT = `
  update studies set attributes = attributes || $2::jsonb, search_name = coalesce($3, search_name),
    name_lexemes = null
  where study_instance_uid = $1`;

const WITHOUT_LEXEMES = `
  select study_instance_uid as study, attributes from studies
  where name_lexemes is null and ($1::text is null or study_instance_uid = $1) limit $2`;
const SET_LEXEMES = `
  update studies set name_lexemes = array_to_tsvector(array(select jsonb_array_elements_text(made.lexemes)))
  from (select key as study, value as lexemes from jsonb_each($1::jsonb)) as made
  where study_instance_uid = made.study and name_lexemes is null`;

@Injectable()
export class QueryIndexRepository extends QueryIndex {
  constructor(private readonly database: Database) {
    super();
  }

  async add(instances: readonly IndexedInstance[]): Promise<void> {
    if (instances.length === 0) return;
    const headers = instances.map(({ header }) => header);
    // Filled backwards, so that of several instances the first remains.
    const series: Record<string, DicomJson> = {};
    const studies: Record<string, object> = {};
    for (const { header, queryAttributes } of instances.toReversed()) {
      series[header.seriesInstanceUid] = queryAttributes.series;
      studies[header.studyInstanceUid] = {
        attributes: queryAttributes.study,
        name: searchNameOf(header.patient.patientName),
        lexemes: lexemesOf(queryAttributes.study),
      };
    }
    await this.database.prepared('query-index-add', ADD, [
      headers.map((header) => header.seriesInstanceUid),
      headers.map((header) => header.studyInstanceUid),
      headers.map((header) => header.sopClassUid),
      headers.map((header) => header.sopInstanceUid),
      JSON.stringify(series),
      JSON.stringify(studies),
    ]);
  }

  async correctStudy(study: StudyInstanceUid, attributes: DicomJson): Promise<void> {
    const name = attributes['00100010']?.Value?.[0] as Record<string, string> | undefined;
    await this.database
      .manager()
      .query(CORRECT, [
        study,
        JSON.stringify(attributes),
        name ? searchNameOf(Object.values(name).join('=')) : null,
      ]);
    await this.indexNames(1, study);
  }

  async indexNames(limit: number, study: StudyInstanceUid | null = null): Promise<number> {
    const rows = await this.database
      .manager()
      .query<{ study: string; attributes: DicomJson }[]>(WITHOUT_LEXEMES, [study, limit]);
    if (rows.length === 0) return 0;
    const made = Object.fromEntries(rows.map((row) => [row.study, lexemesOf(row.attributes)]));
    await this.database.manager().query(SET_LEXEMES, [JSON.stringify(made)]);
    return rows.length;
  }
}

/** Words and sounds of the names that a search finds fuzzily. */
const lexemesOf = (attributes: DicomJson): string[] =>
  nameLexemes(
    Object.fromEntries(
      Object.entries(attributes)
        .filter(([tag, { vr }]) => vr === 'PN' && isIndexedName(tag))
        .map(([tag, { Value = [] }]) => [tag, Value.map(nameText).join('=')]),
    ),
  );

const nameText = (name: unknown): string => Object.values((name ?? {}) as Record<string, string>).join('=');

const searchNameOf = (name: string | null): string => comparableName(storableText(name ?? ''));
