import type { Condition } from './conditions';
import { isUuid, NOTHING } from './conditions';

/**
 * What a revision's sentences speak of, each finding once, with the place of its first sentence; `spokenFindings` of the
 * domain as SQL.
 */
export const CLAIMS = `lateral (
  select claim.finding, min(sentence.at) as at
  from jsonb_array_elements(revision.sentences) with ordinality sentence(said, at)
  cross join lateral (
    select sentence.said ->> 'finding' as finding
    union all
    select denied #>> '{}' from jsonb_path_query(sentence.said, '$.alsoAbsent[*].finding') denied
  ) claim
  where sentence.said ->> 'polarity' is not null and claim.finding <> 'NoFinding'
  group by claim.finding
) observation`;

/** What was taken back speaks of nothing any more. */
export const IN_FORCE = `report.status not in ('cancelled', 'entered-in-error')`;
export const OF_CURRENT_REVISION = 'revision.report_id = report.id and revision.revision = report.revision';

/** Logical ids of Observations: the report, a dot, the finding with hyphens. */
export const observationIds =
  (system: string | null): Condition =>
  (criterion, bind) => {
    const ids =
      criterion.type === 'token'
        ? criterion.anyOf.flatMap((token) =>
            token.system === null || token.system === system ? token.value : [],
          )
        : criterion.type === 'reference'
          ? criterion.anyOf
          : [];
    const possible = ids.flatMap((id) => {
      const [reportId = '', finding] = id.split('.');
      return isUuid(reportId) && finding
        ? `(report.id = ${bind(reportId)}::uuid and replace(observation.finding, '_', '-') = ${bind(finding)})`
        : [];
    });
    return possible.length > 0 ? `(${possible.join(' or ')})` : NOTHING;
  };

/** A report whose current revision has one of these Observations as its result. */
export const resultOf: Condition = (criterion, bind) => {
  const named = observationIds(null)(criterion, bind);
  return named === NOTHING
    ? NOTHING
    : `(${IN_FORCE} and exists (
        select from report_revisions revision cross join ${CLAIMS} where ${OF_CURRENT_REVISION} and ${named}))`;
};
