import type { FilmInspection, FindingDecision, GreyImage } from '@wetread/inference';
import type { NihFindingCode } from '@wetread/terminology';
import type { DataFolder } from '../data/data-folder';
import type { NihFilm } from '../data/nih-films';
import type { Bench } from '../reading/bench';
import { consecutive, measureComparison } from './measure-comparison';

const effusion = (probability: number): FilmInspection => ({
  refusal: null,
  repairs: [],
  gate: null,
  embedding: null,
  marks: [],
  inputSha256: null,
  findings: [
    {
      code: 'Effusion',
      label: 'Pleural effusion',
      probability,
      threshold: 0.4,
      present: probability >= 0.4,
      location: { side: 'none', zone: 'none' },
      evidence: { box: [0, 0, 1, 1] },
      band: 'none',
      size: 'none',
      change: 'none',
    } satisfies FindingDecision,
  ],
});

const film = (image: string, patient: string, labels: readonly NihFindingCode[] = []): NihFilm => ({
  image,
  patient,
  labels: new Set(labels),
  boxes: [],
});

describe('films of one patient in their order', () => {
  it('are compared each with the one before, and patients are kept apart', () => {
    const seen = ['b_001', 'a_010', 'a_002', 'c_000', 'b_000'].map((image) => ({
      film: film(image, image.slice(0, 1)),
      inspection: effusion(0.1),
    }));
    expect(consecutive(seen).map(([now, before]) => [now.film.image, before.film.image])).toEqual([
      ['b_001', 'b_000'],
      ['a_010', 'a_002'],
    ]);
  });
});

describe('measuring what is claimed to have changed', () => {
  /** Labels of each film, what the model thinks of it, and of its closer cut. */
  const films: Record<string, { label: string; seen: number; closer: number }> = {
    'p1_000.jpg': { label: '0', seen: 0.05, closer: 0.06 },
    'p1_001.jpg': { label: '1', seen: 0.9, closer: 0.92 },
    'p1_002.jpg': { label: '1', seen: 0.35, closer: 0.45 },
    'p2_000.jpg': { label: '0', seen: 0.9, closer: 0.9 },
    'p2_001.jpg': { label: '1', seen: 0.02, closer: 0.01 },
  };
  const data = {
    table: (_what: string, path: string) =>
      Promise.resolve(
        path.endsWith('boxes.tsv')
          ? []
          : Object.entries(films).map(([image, { label }]) => (column: string) => {
              const known: Record<string, string> = {
                image,
                patient: image.slice(0, 2),
                split: 'val',
                Effusion: label,
              };
              return known[column] ?? '0';
            }),
      ),
  } as unknown as DataFolder;
  const nameOf = (image: string): string => image.split('/').at(-1)!;
  const cuts: GreyImage[] = [];
  const picture: GreyImage = { width: 100, height: 200, data: new Uint8Array(20_000) };
  const bench = {
    data,
    split: 'val',
    limit: 0,
    reader: {
      inspectFiles: (images: readonly string[]) =>
        Promise.resolve(images.map((image) => effusion(films[nameOf(image)]!.seen))),
      inspectChanged: async (
        images: readonly string[],
        change: (from: GreyImage, image: string) => GreyImage,
      ) =>
        images.map((image) => {
          cuts.push(change(picture, image));
          return effusion(films[nameOf(image)]!.closer);
        }),
    },
  } as unknown as Bench;

  it('counts claims that the labels bear out, that they contradict, and changes that were missed', async () => {
    const { pairs, patients, rows } = await measureComparison(bench);
    expect([pairs, patients]).toEqual([3, 2]);
    const [product, flips] = rows;
    // New and right; resolved with the label still there; resolved where the label came.
    expect(flips).toMatchObject({
      perPair: 1,
      right: { count: 1, of: 3 },
      opposite: { count: 1, of: 3 },
      found: { count: 1, of: 2 },
      onSameFilm: 1 / 5,
    });
    expect(product).toMatchObject({ right: { count: 1, of: 3 }, onSameFilm: 0 });
  });

  it('shows the same film cut closer at every side', () => {
    expect(cuts[0]).toMatchObject({ width: 94, height: 188 });
  });
});
