import { type DraftEngine, filmFacts, type RegisteredModel } from '@wetread/inference';
import { quantile } from '../measures/bootstrap';
import type { Bench } from '../reading/bench';
import { readNihFilms } from '../data/nih-films';

/** One film after another through one reader, already decoded: preprocessing, encoder and the way to the thread. */
export interface SpeedReport {
  readonly films: number;
  readonly threads: number;
  readonly medianMilliseconds: number;
  readonly percentile95Milliseconds: number;
  /** What a picture costs on disk. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** Encoder, heads and text encoder together, with its vocabulary. */
  readonly seeingBytes: number;
}

const FILMS = 60;
const WARM_UP = 5;
/** Files that the drafts need and seeing does not. */
const WRITING: ReadonlySet<string> = new Set(['decoder', 'tokenizer']);

/** @param engine with one reader, so that nothing runs beside it */
export async function measureSpeed(
  engine: DraftEngine,
  threads: number,
  { data, reader, split, model }: Bench,
): Promise<SpeedReport> {
  const films = await readNihFilms(data, split, FILMS);
  const times: number[] = [];
  for (const [index, { image }] of [...films.slice(0, WARM_UP), ...films].entries()) {
    const picture = await reader.picture(image);
    const started = performance.now();
    await engine.inspect(picture, filmFacts());
    if (index >= Math.min(WARM_UP, films.length)) times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return {
    films: times.length,
    threads,
    medianMilliseconds: quantile(times, 0.5),
    percentile95Milliseconds: quantile(times, 0.95),
    ...sizesOf(model),
  };
}

function sizesOf({ manifest }: RegisteredModel<'film-reader'>): Pick<SpeedReport, 'files' | 'seeingBytes'> {
  const files = Object.entries(manifest.files).map(([name, { bytes }]) => ({ name, bytes }));
  const seeing = files.filter(({ name }) => !WRITING.has(name));
  return { files, seeingBytes: seeing.reduce((sum, { bytes }) => sum + bytes, 0) };
}
