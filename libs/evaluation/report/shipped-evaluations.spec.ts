import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { listModels } from '@wetread/inference';
import { recordOf } from './evaluation';
import { evaluationJson } from './evaluation-json';
import { evaluationMarkdown } from './markdown/evaluation';
import { mergeEvaluations } from './merge-evaluations';
import { findModels } from './models-measured';
import { retell } from './retell';
import { readEvaluation } from './stored-evaluation';

const models = resolve(__dirname, '../../../models');

describe('the evaluations that ship', () => {
  it('are pages written from their figures, word by word, of the weights that ship', async () => {
    const installed = await findModels(models);
    for (const { folder, manifest } of await listModels(models)) {
      const stored = await readEvaluation(folder);
      const told = retell(stored);
      const written = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
      const which = `${manifest.name} ${manifest.version}`;
      expect([which, evaluationJson(recordOf(told))]).toEqual([which, await written('evaluation.json')]);
      expect([which, evaluationMarkdown(told)]).toEqual([which, await written('EVALUATION.md')]);
      expect(() => mergeEvaluations(stored, stored, installed)).not.toThrow();
    }
  });
});
