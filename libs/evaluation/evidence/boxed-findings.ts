import type { FilmInspection } from '@wetread/inference';
import { findingVocabulary, type NihFindingCode, type Side } from '@wetread/terminology';
import type { NihFilm } from '../data/nih-films';
import type { Box } from '../measures/overlap';

/** A box that radiologists drew, with the film on which it lies. */
export interface BoxedFinding {
  readonly film: NihFilm;
  /** Of the film in the split. */
  readonly row: number;
  readonly code: NihFindingCode;
  readonly box: Box;
}

/** Draws a box for a published one's finding. */
export type BoxSource = (boxed: BoxedFinding) => Box | undefined;

export const boxedFindings = (films: readonly NihFilm[]): BoxedFinding[] =>
  films.flatMap((film, row) => film.boxes.map(({ code, box }) => ({ film, row, code, box })));

/** A finding of a film with all of its boxes, and the side that the product tells of it. */
export interface SidedFinding {
  readonly patient: string;
  readonly code: NihFindingCode;
  readonly boxes: readonly Box[];
  readonly told: Exclude<Side, 'none'>;
}

/** The boxed findings of which a draft would tell a side: called, and sided by the vocabulary. */
export function sidedFindings(
  films: readonly NihFilm[],
  inspections: readonly FilmInspection[],
): SidedFinding[] {
  return films.flatMap((film, row) =>
    [...new Set(film.boxes.map(({ code }) => code))].flatMap((code) => {
      const decision = inspections[row]!.findings.find((finding) => finding.code === code);
      if (!decision?.present || !findingVocabulary[code].sided || decision.location.side === 'none')
        return [];
      const boxes = film.boxes.filter((published) => published.code === code).map(({ box }) => box);
      return [{ patient: film.patient, code, boxes, told: decision.location.side }];
    }),
  );
}
