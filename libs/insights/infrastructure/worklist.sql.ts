/**
 * The entries that a reader asks for. The state of each and its place in the order are kept by the database as studies,
 * reports, refusals and dead letters come and go (table `worklist_entries`): a report outweighs everything else; without
 * one, a refusal of the study, then work that was given up, then waiting.
 */
const asked = (isSearch: boolean): string => `
  from worklist_entries entry ${isSearch ? SEARCHED : ''}
  where not entry.deleted and ($1::text is null or entry.study_instance_uid = $1)
    and ($3::text is null or entry.state = $3)
    and ${isSearch ? HAS_WORDS : '$2::text[] is null'}`;

const SEARCHED = `
  join studies study on study.study_instance_uid = entry.study_instance_uid
  join patients patient on patient.id = study.patient_id`;
const HAS_WORDS = `(
  select bool_and(
    translate(lower(study.patient_name), '^=', '  ') || ' ' || lower(coalesce(patient.patient_id, '')) || ' '
      || coalesce((select string_agg(lower(retired.patient_id), ' ') || ' ' from patients retired
        where retired.merged_into = patient.id), '')
      || lower(coalesce(study.accession_number, '')) || ' ' || study.study_instance_uid like word)
  from unnest($2::text[]) word)`;

/**
 * Page of the worklist: what is open before what is signed, the urgent first, then who has waited longest; of
 * the signed the newest first. Everything else is looked up for the rows of the page only.
 * Parameters: study UID or null, search words as LIKE patterns or null, state or null, limit, offset.
 */
export const worklistPage = (isSearch: boolean): string => `
  with page as (
    select entry.study_instance_uid, entry.state, entry.urgency, entry.rank, entry.place ${asked(isSearch)}
    order by entry.rank, entry.place, entry.study_instance_uid
    limit $4 offset $5
  )
  select
    page.study_instance_uid, page.state, page.urgency, study.patient_name, patient.patient_id,
    study.patient_birth_date, study.patient_sex, study.study_date, study.study_description, study.accession_number,
    study.first_received_at, report.id as report_id, report.status as report_status,
    coalesce(report.present_findings, '{}') as present_findings, coalesce(report.marks, '{}') as marks,
    refusal.code as refusal_code, refusal.reason as refusal_reason,
    (select count(*)::int ${asked(isSearch)}) as total, series.modalities, instances.instance_count
  from page
  join studies study on study.study_instance_uid = page.study_instance_uid
  join patients patient on patient.id = study.patient_id
  left join reports report on report.study_instance_uid = page.study_instance_uid
  left join lateral (
    select code, reason from draft_refusals
    where report.id is null and draft_refusals.study_instance_uid = page.study_instance_uid
    order by completion desc limit 1
  ) refusal on true
  cross join lateral (
    select coalesce(array_agg(distinct modality order by modality) filter (where modality is not null), '{}') as modalities
    from series where series.study_instance_uid = page.study_instance_uid and series.deleted_at is null
  ) series
  cross join lateral (
    select count(*)::int as instance_count from instances
    where instances.study_instance_uid = page.study_instance_uid and instances.deleted_at is null
  ) instances
  order by page.rank, page.place, page.study_instance_uid`;

/** How many match, for a page past the end. Parameters as {@link worklistPage}, the first three. */
export const worklistTotal = (isSearch: boolean): string =>
  `select count(*)::int as total ${asked(isSearch)}`;
