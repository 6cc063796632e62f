/**
 * One row per study: where it stands for the reader, and how urgent it is. A report outweighs everything else;
 * without one, a refusal of the study's newest completion, then work that was given up, then waiting.
 */
const STUDY_STATES = `
  select
    study.study_instance_uid, study.patient_name, patient.patient_id, study.patient_birth_date, study.patient_sex,
    study.study_date, study.study_description, study.accession_number, study.first_received_at,
    report.id as report_id, report.status as report_status,
    coalesce(report.present_findings, '{}') as present_findings,
    coalesce(report.marks, '{}') as marks,
    case
      when report.status in ('final', 'appended', 'amended', 'corrected') then 'signed'
      when report.status = 'preliminary' and report.edited_by_person then 'in-progress'
      when report.status = 'preliminary' then 'drafted'
      when report.id is not null then 'failed'
      when study.state = 'receiving' then 'receiving'
      when refusal.code is not null then 'refused'
      when exists (select from dead_letters where payload ->> 'studyInstanceUid' = study.study_instance_uid) then 'failed'
      else 'awaiting-draft'
    end as state,
    case
      when report.critical then 0
      when cardinality(report.present_findings) > 0 then 1
      else 2
    end as urgency,
    case when report.id is null then refusal.code end as refusal_code,
    case when report.id is null then refusal.reason end as refusal_reason
  from studies study
  join patients patient on patient.id = study.patient_id
  left join reports report on report.study_instance_uid = study.study_instance_uid
  left join lateral (
    select code, reason from draft_refusals
    where draft_refusals.study_instance_uid = study.study_instance_uid
    order by completion desc limit 1
  ) refusal on report.id is null
  where study.deleted_at is null and ($1::text is null or study.study_instance_uid = $1)
    and ($2::text[] is null or (
      select bool_and(
        translate(lower(study.patient_name), '^=', '  ') || ' ' || lower(coalesce(patient.patient_id, '')) || ' '
          || coalesce((select string_agg(lower(retired.patient_id), ' ') || ' ' from patients retired
            where retired.merged_into = patient.id), '')
          || lower(coalesce(study.accession_number, '')) || ' ' || study.study_instance_uid like word)
      from unnest($2::text[]) word))`;

/**
 * Page of the worklist: what is open before what is signed, the urgent first, then who has waited longest; of
 * the signed the newest first. Instances are counted only for the rows of the page.
 * Parameters: study UID or null, search words as LIKE patterns or null, state or null, limit, offset.
 */
export const WORKLIST_PAGE = `
  with stood as (${STUDY_STATES}),
  matching as (select * from stood where $3::text is null or state = $3),
  page as (
    select * from matching
    order by
      state = 'signed',
      case when state = 'signed' then 0 else urgency end,
      case when state = 'signed' then -extract(epoch from first_received_at) else extract(epoch from first_received_at) end,
      study_instance_uid
    limit $4 offset $5
  )
  select page.*, (select count(*)::int from matching) as total, series.modalities, instances.instance_count
  from page
  cross join lateral (
    select coalesce(array_agg(distinct modality order by modality) filter (where modality is not null), '{}') as modalities
    from series where series.study_instance_uid = page.study_instance_uid and series.deleted_at is null
  ) series
  cross join lateral (
    select count(*)::int as instance_count from instances
    where instances.study_instance_uid = page.study_instance_uid and instances.deleted_at is null
  ) instances
  order by
    state = 'signed',
    case when state = 'signed' then 0 else urgency end,
    case when state = 'signed' then -extract(epoch from first_received_at) else extract(epoch from first_received_at) end,
    study_instance_uid`;

/** How many match, for a page past the end. Parameters as {@link WORKLIST_PAGE}, the first three. */
export const WORKLIST_TOTAL = `
  with stood as (${STUDY_STATES})
  select count(*)::int as total from stood where $3::text is null or state = $3`;
