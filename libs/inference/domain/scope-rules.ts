import type { FilmFacts, Profile } from './film-facts';
import type { GreyImage } from './grey-image';
import type { Refusal } from './reading';
import {
  refuseBodyPart,
  refuseFrames,
  refuseModality,
  refuseNoPixels,
  refusals,
  refuseView,
} from './scope-refusal';

/** Computed radiography, digital radiography, and film digitised as radiographic imaging (PS3.3 C.7.3.1.1.1). */
export const FILM_MODALITIES: ReadonlySet<string> = new Set(['CR', 'DX', 'RG']);

// BodyPartExamined is a defined term (PS3.16 annex L) in theory and anybody's language in practice.
const CHEST = /CHEST|THORA|TORAX|TORAC|LUNG|PULM|POUMON|BRUST/;
const SAYS_NOTHING = /^(UNKNOWN|UNSPECIFIED|OTHER|ANY|NONE|BODY|WHOLEBODY|TRUNK|)$/;

/** Projections of PS3.3 C.8.1.2.1.1 and C.8.11.5.1.1 that do not show the chest from the front or back. */
const NOT_FRONTAL =
  /^(LL|RL|LAT|LATERAL|L LAT|R LAT|LLD|RLD|LLO|RLO|LPO|RPO|LAO|RAO|OBL|OBLIQUE|XTABLE|TAN|AXIAL)$/;

const MINIMUM_SIDE = 128;
/** Grey levels between the 1st and the 99th percentile below which there is nothing to see. */
const MINIMUM_CONTRAST = 16;

/**
 * Refusal by what the header says, from the plainest reason to the finest; `null` when the header has nothing
 * against the film. What the header does not say is left to the gate.
 */
export function refuseByHeader(facts: FilmFacts, profile: Profile): Refusal | null {
  const modality = facts.modality?.trim().toUpperCase() || null;
  if (!facts.hasPixels) return refuseNoPixels(modality);
  if (modality !== null && !FILM_MODALITIES.has(modality)) return refuseModality(modality);
  const bodyPart = facts.bodyPart?.trim().toUpperCase() ?? '';
  if (!SAYS_NOTHING.test(bodyPart) && !CHEST.test(bodyPart)) return refuseBodyPart(bodyPart);
  if (facts.frames > 1) return refuseFrames(facts.frames);
  const view = facts.viewPosition?.trim().toUpperCase() ?? '';
  if (NOT_FRONTAL.test(view)) return refuseView(view);
  if (facts.phantom && profile !== 'demo') return refusals.phantomOutsideDemo;
  if (facts.generated && profile !== 'demo') return refusals.syntheticOutsideDemo;
  if (Math.min(facts.rows ?? MINIMUM_SIDE, facts.columns ?? MINIMUM_SIDE) < MINIMUM_SIDE)
    return refusals.tooSmall;
  return null;
}

/** Refusal by the decoded picture alone. */
export function refuseByPicture(image: GreyImage): Refusal | null {
  if (Math.min(image.width, image.height) < MINIMUM_SIDE) return refusals.tooSmall;
  return contrastOf(image) < MINIMUM_CONTRAST ? refusals.blank : null;
}

/** Grey levels between the 1st and the 99th percentile. */
function contrastOf({ data }: GreyImage): number {
  const counts = new Uint32Array(256);
  for (const level of data) counts[level]! += 1;
  const percentile = (share: number): number => {
    let seen = 0;
    return counts.findIndex((count) => (seen += count) > share * data.length);
  };
  return percentile(0.99) - percentile(0.01);
}
