import type { Box } from '../measures/overlap';
import type { Bench } from '../reading/bench';
import type { BoxedFinding, BoxSource } from './boxed-findings';
import { boxOfPicture } from './square-box';

/** Points everywhere, and so at nothing. */
export const wholeFilm = (): Box => [0, 0, 1, 1];

/** The manifest's search region of each finding: the same place on every film, chosen on training boxes. */
export async function searchRegionsOf(
  { model, reader }: Pick<Bench, 'model' | 'reader'>,
  boxed: readonly BoxedFinding[],
): Promise<BoxSource> {
  const regions = new Map(
    model.manifest.encoder.findings.map(({ code, searchRegion }) => [code, searchRegion]),
  );
  const drawn = new Map<BoxedFinding, Box>();
  for (const one of boxed) {
    const region = regions.get(one.code);
    if (region) drawn.set(one, boxOfPicture(region, await reader.picture(one.film.image)));
  }
  return (one) => drawn.get(one);
}
