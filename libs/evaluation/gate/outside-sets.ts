import {
  FRONTAL_CHEST,
  readSlakeSections,
  readVqaMed,
  readVqaRad,
  type ScopePicture,
} from '../data/scope-pictures';
import type { Sightings } from '../data/sightings';
import { thin } from '../data/thin';
import { drawPictures } from '../pictures/drawn/draw-pictures';
import type { Bench } from '../reading/bench';
import type { GateSet } from './gate-case';
import { projectPictures } from './project-pictures';

const expected = { kind: 'refused' } as const;

/** Medical pictures that are no frontal chest film, set by set and kind by kind. */
export async function outsideSets(bench: Bench, sightings: Sightings): Promise<GateSet[]> {
  const { data, split } = bench;
  return [
    ...(await byKind('VQA-Med', await readVqaMed(data, split, sightings), bench)),
    ...(await byKind('SLAKE', await readSlakeSections(data, split), bench)),
    ...(await byKind('VQA-RAD', await readVqaRad(data, split), bench)),
  ];
}

async function byKind(
  title: string,
  pictures: readonly ScopePicture[],
  { reader, limit }: Bench,
): Promise<GateSet[]> {
  const kinds = [...new Set(pictures.map(({ kind }) => kind))].filter((kind) => kind !== FRONTAL_CHEST);
  const sets: GateSet[] = [];
  for (const kind of kinds.sort()) {
    const images = pictures.filter((picture) => picture.kind === kind).map(({ image }) => image);
    const names = thin(images, limit);
    const name = `${title}, ${kind}`;
    sets.push({ name, expected, names, inspections: await reader.inspectFiles(names, name) });
  }
  return sets;
}

/** Charts, pages, screens and scenes of our own: nothing of them was ever a patient. */
export async function ownPictures({ reader, limit, seed, projectImages }: Bench): Promise<GateSet> {
  const all = [...(await drawPictures(seed)), ...(await projectPictures(projectImages))];
  const pictures = thin(all, limit);
  return {
    name: 'drawn by us, not medical',
    expected,
    names: pictures.map(({ name }) => name),
    inspections: await reader.inspectPictures(
      pictures.map(({ picture }) => picture),
      'drawn pictures',
    ),
  };
}
