import { createDraftEngine, type DraftEngine, filmFacts, type RegisteredModel } from '@wetread/inference';
import { quantile } from '../measures/bootstrap';
import type { Bench } from '../reading/bench';
import { readNihFilms } from '../data/nih-films';

/** One film after another through one reader, already decoded: preprocessing, encoder and the way to the thread. */
export interface SpeedReport {
  readonly films: number;
  readonly threads: number;
  readonly medianMilliseconds: number;
  readonly percentile95Milliseconds: number;
  /** A film from the bytes of its file to the last sentence of its draft; refused films are left out. */
  readonly draft: Spread;
  /** What a picture costs on disk. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** Encoder, heads and text encoder together, with its vocabulary. */
  readonly seeingBytes: number;
}

/** Milliseconds. */
interface Spread {
  readonly films: number;
  readonly median: number | null;
  readonly percentile95: number | null;
}

const FILMS = 60;
const WARM_UP = 5;
/** Files that the drafts need and seeing does not. */
const WRITING: ReadonlySet<string> = new Set(['decoder', 'tokenizer']);

/** With an engine of its own that has one reader: nothing runs beside it. */
export async function measureSpeed(bench: Bench): Promise<SpeedReport> {
  const { threads, model } = bench;
  const engine = await createDraftEngine({ modelDir: model.folder, threads, readers: 1 });
  try {
    return await timeEngine(engine, bench);
  } finally {
    await engine.close();
  }
}

async function timeEngine(
  engine: DraftEngine,
  { data, reader, split, model, threads }: Bench,
): Promise<SpeedReport> {
  const films = await readNihFilms(data, split, FILMS);
  const warmUp = films.slice(0, WARM_UP);
  const seen: number[] = [];
  const drafted: number[] = [];
  for (const [index, { image }] of [...warmUp, ...films].entries()) {
    const picture = await reader.picture(image);
    const bytes = await data.bytes(image);
    const started = performance.now();
    await engine.inspect(picture, filmFacts());
    const looked = performance.now();
    const { refusal } = await engine.readPicture(bytes, filmFacts());
    const written = performance.now();
    if (index < warmUp.length) continue;
    seen.push(looked - started);
    if (refusal === null) drafted.push(written - looked);
  }
  const spread = spreadOf(seen);
  return {
    films: spread.films,
    threads,
    medianMilliseconds: spread.median!,
    percentile95Milliseconds: spread.percentile95!,
    draft: spreadOf(drafted),
    ...sizesOf(model),
  };
}

function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  if (sorted.length === 0) return { films: 0, median: null, percentile95: null };
  return { films: sorted.length, median: quantile(sorted, 0.5), percentile95: quantile(sorted, 0.95) };
}

function sizesOf({ manifest }: RegisteredModel<'film-reader'>): Pick<SpeedReport, 'files' | 'seeingBytes'> {
  const files = Object.entries(manifest.files).map(([name, { bytes }]) => ({ name, bytes }));
  const seeing = files.filter(({ name }) => !WRITING.has(name));
  return { files, seeingBytes: seeing.reduce((sum, { bytes }) => sum + bytes, 0) };
}
