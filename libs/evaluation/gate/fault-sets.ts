import { readNihFilms } from '../data/nih-films';
import { thin } from '../data/thin';
import { faults, spoil } from '../pictures/spoil-picture';
import type { Bench } from '../reading/bench';
import type { GateSet } from './gate-case';

/** Each fault is tried on this many films at most: one of them is .7 %. */
const FILMS_PER_FAULT = 150;

/** Chest films of the split, each spoilt in every way; seeded, so that a second run spoils them alike. */
export async function faultSets({ data, reader, split, limit, seed }: Bench): Promise<GateSet[]> {
  const films = thin(await readNihFilms(data, split, limit), FILMS_PER_FAULT);
  const names = films.map(({ image }) => image);
  const sets: GateSet[] = [];
  for (const fault of faults) {
    const inspections = await reader.inspectChanged(
      names,
      (film, image) => spoil(film, image, fault, seed),
      fault.name,
    );
    const { name, repairs } = fault;
    const expected =
      repairs.length > 0 ? ({ kind: 'repaired', repairs } as const) : ({ kind: 'refused' } as const);
    sets.push({ name, expected, names, inspections });
  }
  return sets;
}
