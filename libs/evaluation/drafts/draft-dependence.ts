import type { NihFilm } from '../data/nih-films';
import { blankPicture, derangePatients, lossOf, noisePictures } from '../findings/image-dependence';
import { type Figure, figureOf, type Resamples } from '../measures/bootstrap';
import { type Rate, rateOf } from '../measures/wilson';
import type { Bench } from '../reading/bench';
import { type DraftedFilm, textOf } from '../reading/film-reader';
import { findingsRead } from './read-back';
import { macroOf, microOf, type Said } from './truth';

/** What is left of the drafts when the picture is not the patient's. */
export interface DraftDependenceRow {
  readonly picture: string;
  readonly refused: Rate;
  /** Films whose draft is not, word for word, that of their own picture. */
  readonly changed: Rate;
  readonly microF1: Figure;
  readonly macroF1: Figure;
  /** Loss as a share of what the drafts of the own films have. */
  readonly microDrop: Figure;
  readonly macroDrop: Figure;
}

/** A normal draft for everything would keep its score; one that was read from the film may not. */
export async function measureDraftDependence(
  films: readonly NihFilm[],
  own: readonly DraftedFilm[],
  resamples: Resamples,
  { reader, seed }: Bench,
): Promise<DraftDependenceRow[]> {
  const blank = await reader.draftPictures([blankPicture()], 'drafts of a blank picture');
  const noise = await reader.draftPictures(noisePictures(seed), 'drafts of noise');
  const instead = (some: readonly DraftedFilm[]): DraftedFilm[] =>
    films.map((_, row) => some[row % some.length]!);
  const others: [string, DraftedFilm[]][] = [
    ['film of another patient', derangePatients(films, seed).map((row) => own[row]!)],
    ['blank picture', instead(blank)],
    ['noise', instead(noise)],
  ];
  return others.map(([picture, drafts]) => rowOf(picture, films, own, drafts, resamples));
}

function rowOf(
  picture: string,
  films: readonly NihFilm[],
  own: readonly DraftedFilm[],
  drafts: readonly DraftedFilm[],
  resamples: Resamples,
): DraftDependenceRow {
  const before = saidBy(own);
  const after = saidBy(drafts);
  const isChanged = ({ draft }: DraftedFilm, row: number): boolean =>
    textOf(draft) !== textOf(own[row]!.draft);
  return {
    picture,
    refused: rateOf(drafts.filter(({ reading }) => reading.refusal !== null).length, drafts.length),
    changed: rateOf(drafts.filter(isChanged).length, drafts.length),
    microF1: figureOf(microOf(films, after), resamples),
    macroF1: figureOf(macroOf(films, after), resamples),
    microDrop: figureOf(lossOf(microOf(films, before), microOf(films, after)), resamples),
    macroDrop: figureOf(lossOf(macroOf(films, before), macroOf(films, after)), resamples),
  };
}

const saidBy = (drafts: readonly DraftedFilm[]): Said => ({
  name: 'drafts',
  findings: drafts.map(({ draft }) => findingsRead(draft)),
});
