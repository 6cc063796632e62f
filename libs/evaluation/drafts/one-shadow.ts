import type { FindingDecision } from '@wetread/inference';
import type { NihFindingCode } from '@wetread/terminology';
import { type Rate, rateOf } from '../measures/wilson';
import { intersectionOverUnion } from '../measures/overlap';
import type { DraftedFilm } from '../reading/film-reader';
import type { Said } from './truth';

/** Names that readers, and NIH's labels, give to one and the same shadow. */
const namesOfAShadow = [
  'Pneumonia',
  'Infiltration',
  'Consolidation',
] as const satisfies readonly NihFindingCode[];

/** Boxes that overlap so much are taken for one shadow; .5 changes next to nothing. */
const SAME_SHADOW = 0.3;

export const ONE_NAME = 'one name for each shadow';

/** What a draft would name if it told each shadow by its likeliest name alone. */
export const oneNameEach = (drafted: readonly DraftedFilm[]): Said => ({
  name: ONE_NAME,
  findings: drafted.map(({ reading }) => {
    const present = reading.findings.filter((finding) => finding.present);
    const others = otherNames(present);
    return new Set(present.filter((finding) => !others.has(finding)).map(({ code }) => code));
  }),
});

/** Drafts that name one shadow more than once. */
export const namedTwice = (drafted: readonly DraftedFilm[]): Rate =>
  rateOf(
    drafted.filter(({ reading }) => otherNames(reading.findings.filter(({ present }) => present)).size > 0)
      .length,
    drafted.length,
  );

/** Less likely names of a shadow that has a likelier one. */
function otherNames(present: readonly FindingDecision[]): ReadonlySet<FindingDecision> {
  const names = present
    .filter(({ code }) => namesOfAShadow.some((name) => name === code))
    .sort((one, other) => other.probability - one.probability);
  const kept: FindingDecision[] = [];
  return new Set(
    names.filter((finding) => {
      const isKnown = kept.some(
        (other) => intersectionOverUnion(other.evidence.box, finding.evidence.box) >= SAME_SHADOW,
      );
      if (!isKnown) kept.push(finding);
      return isKnown;
    }),
  );
}
