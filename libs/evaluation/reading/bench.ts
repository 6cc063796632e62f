import type { RegisteredModel } from '@wetread/inference';
import type { DataFolder } from '../data/data-folder';
import type { Split } from '../data/nih-films';
import type { Sightings } from '../data/sightings';
import type { PredictionsFile } from '../data/predictions-file';
import type { ModelsMeasured } from '../report/models-measured';
import type { FilmReader } from './film-reader';

/** What every measure of one model has at hand. */
export interface Bench {
  readonly data: DataFolder;
  readonly reader: FilmReader;
  readonly model: RegisteredModel<'film-reader'>;
  /** The model of each kind that is measured, the film reader among them. */
  readonly models: ModelsMeasured;
  readonly split: Split;
  /** Films and pictures of one set at most, 0 = all. */
  readonly limit: number;
  /** Bootstrap rounds. */
  readonly rounds: number;
  readonly seed: number;
  /** CPU threads. */
  readonly threads: number;
  /** Predictions of others, measured by the same code. */
  readonly beside: readonly PredictionsFile[];
  /** What pictures of the gate are by sight. */
  readonly sightings: Sightings;
  /** Folder of the project's own screenshots, which no gate should take for films; `null` when there is none. */
  readonly projectImages: string | null;
  /** Only what the table of seeds needs: no shortcuts, no corruptions, no baselines. */
  readonly headlinesOnly: boolean;
}

/** Values of a report that are compared between seeds, by the name that the table shows. */
export type Headlines = Readonly<Record<string, number | null>>;
