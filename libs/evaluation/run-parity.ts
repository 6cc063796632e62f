import { createDraftEngine, findModel } from '@wetread/inference';
import { DataFolder } from './data/data-folder';
import { readPredictions } from './data/predictions-file';
import { measureParity, type ParityReport } from './parity/measure-parity';
import { FilmReader } from './reading/film-reader';
import type { Progress } from './reading/progress';
import type { EvaluationOrder } from './run-evaluation';

export type ParityOrder = Pick<EvaluationOrder, 'dataDir' | 'modelDir' | 'beside' | 'limit' | 'threads'>;

/**
 * Compares the product's path with predictions of another path through the same model, file by file.
 * @throws PredictionsUnusable, EvaluationDataMissing, NothingToMeasure
 */
export async function runParity(order: ParityOrder, progress: Progress): Promise<ParityReport[]> {
  const files = await Promise.all(order.beside.map(readPredictions));
  const model = await findModel(order.modelDir, 'film-reader');
  const engine = await createDraftEngine({
    modelDir: model.folder,
    threads: order.threads,
    readers: Math.max(1, order.threads),
  });
  try {
    const reader = new FilmReader(engine, new DataFolder(order.dataDir), progress);
    const reports: ParityReport[] = [];
    for (const file of files) reports.push(await measureParity(reader, file, order.limit));
    return reports;
  } finally {
    await engine.close();
  }
}
