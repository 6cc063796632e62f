/**
 * The entries that a reader asks for. The state of each and its place in the order are kept by the database as studies,
 * reports, refusals and dead letters come and go (table `worklist_entries`): a report outweighs everything else; without
 * one, a refusal of the study, then work that was given up, then waiting.
 *
 * What is searched for is found once and then both shown and counted; without a search the page is the beginning of an
 * index, of which the whole is only counted.
 */
const found = (words: number): string => `
  found as ${words > 0 ? 'materialized' : 'not materialized'} (
    select entry.study_instance_uid, entry.state, entry.urgency, entry.rank, entry.place
    from worklist_entries entry ${words > 0 ? 'join study_words study using (study_instance_uid)' : ''}
    where not entry.deleted and ($1::text is null or entry.study_instance_uid = $1)
      and ($2::text is null or entry.state = $2)
      ${Array.from({ length: words }, (_, index) => `and study.words like $${index + 3}`).join(' ')}
  )`;

/**
 * Page of the worklist: what is open before what is signed, the urgent first, then who has waited longest; of
 * the signed the newest first. Everything else is looked up for the rows of the page only.
 * Parameters: study UID or null, state or null, each search word as a LIKE pattern, limit, offset.
 */
export const worklistPage = (words: number): string => `
  with ${found(words)},
  page as (
    select * from found order by rank, place, study_instance_uid limit $${words + 3} offset $${words + 4}
  )
  select
    page.study_instance_uid, page.state, page.urgency, study.patient_name, patient.patient_id,
    study.patient_birth_date, study.patient_sex, study.study_date, study.study_description, study.accession_number,
    study.first_received_at, report.id as report_id, report.status as report_status,
    coalesce(report.present_findings, '{}') as present_findings, coalesce(report.marks, '{}') as marks,
    refusal.code as refusal_code, refusal.reason as refusal_reason,
    (select count(*)::int from found) as total, series.modalities, instances.instance_count
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

/** How many match, for a page past the end. Parameters as {@link worklistPage}, without the last two. */
export const worklistTotal = (words: number): string =>
  `with ${found(words)} select count(*)::int as total from found`;
