import type { DataFolder } from './data-folder';
import { splitByHash, thinByHash } from './held-out';
import type { Split } from './nih-films';

/** A frontal chest film of another source, of the part that training did not see. */
export interface OtherChest {
  readonly image: string;
  readonly patient: string;
  /** The set's own label: `NORMAL`, `TB`, `PNEUMONIA_BACTERIA`, ... */
  readonly label: string;
  /** Of the set's table, where it tells. */
  readonly projection: 'PA' | 'AP' | null;
}

const sources = {
  hannover: { folder: 'cxr/hannover', title: 'The table of Hannover films', group: 'patient' },
  kermany: { folder: 'cxr/kermany', title: 'The table of paediatric films', group: 'patient' },
  tb: { folder: 'cxr/tb_nlm128', title: 'The table of tuberculosis films', group: 'file' },
} as const;

export type ChestSource = keyof typeof sources;
export const chestSources = Object.keys(sources) as ChestSource[];

/** The paediatric set is large; more would only take time. */
const MOST_OF_ONE = 400;

/** @throws EvaluationDataMissing */
export async function readOtherChests(
  data: DataFolder,
  source: ChestSource,
  split: Split,
): Promise<OtherChest[]> {
  const { folder, title, group } = sources[source];
  const films: OtherChest[] = [];
  for (const row of await data.table(title, `${folder}/items.tsv`)) {
    const patient = `${source}:${row(group)}`;
    if (splitByHash(patient) !== split) continue;
    films.push({
      image: `${folder}/images/${row('file')}`,
      patient,
      label: row('label'),
      projection: source === 'hannover' ? projectionOf(row('projection')) : null,
    });
  }
  return thinByHash(films, ({ image }) => image, MOST_OF_ONE);
}

const projectionOf = (value: string): OtherChest['projection'] =>
  value === 'pa' ? 'PA' : value === 'ap' ? 'AP' : null;
