import { basename } from 'node:path';
import { chestSources } from '../data/other-chests';
import { readNihFilms } from '../data/nih-films';
import { FRONTAL_CHEST, readVqaMed, readVqaRad, type ScopePicture } from '../data/scope-pictures';
import type { Sightings } from '../data/sightings';
import { thin } from '../data/thin';
import { inspectSource } from '../findings/other-sources';
import type { Bench } from '../reading/bench';
import type { GateSet } from './gate-case';

const expected = { kind: 'read' } as const;

const titles = {
  hannover: 'Hannover, held-out patients',
  kermany: 'children (Kermany), held-out patients',
  tb: 'Montgomery and Shenzhen, held out',
} as const;

/** Real frontal chest films that training, and for `test` the choice of thresholds too, left out. */
export async function frontalSets(bench: Bench, sightings: Sightings): Promise<GateSet[]> {
  const { data, split, limit } = bench;
  const nih = await readNihFilms(data, split, limit);
  const frontal = nih
    .map(({ image }) => image)
    .filter((image) => (sightings.nih.get(basename(image)) ?? FRONTAL_CHEST) === FRONTAL_CHEST);
  const sets = [await setOf(`NIH ${split}`, frontal, bench)];
  for (const source of chestSources) {
    const { films, inspections } = await inspectSource(bench, source);
    sets.push({ name: titles[source], expected, names: films.map(({ image }) => image), inspections });
  }
  return [
    ...sets,
    await setOf('VQA-Med, frontal chest', chestsOf(await readVqaMed(data, split, sightings)), bench),
    await setOf('VQA-RAD, chest: a source never trained on', chestsOf(await readVqaRad(data, split)), bench),
  ];
}

const chestsOf = (pictures: readonly ScopePicture[]): string[] =>
  pictures.filter(({ kind }) => kind === FRONTAL_CHEST).map(({ image }) => image);

async function setOf(name: string, images: readonly string[], { reader, limit }: Bench): Promise<GateSet> {
  const names = thin(images, limit);
  return { name, expected, names, inspections: await reader.inspectFiles(names, name) };
}
