import { join, resolve } from 'node:path';
import type { RegisteredModel } from '@wetread/inference';
import { EvaluationsApart, EvaluationUnusable } from '../data/evaluation-error';
import { evaluationMarkdown } from './markdown/evaluation';
import { mergeEvaluations } from './merge-evaluations';
import { findModels, type ModelsMeasured } from './models-measured';
import { readEvaluation, type StoredEvaluation, storedOf } from './stored-evaluation';

const models = resolve(__dirname, '../../../models');
const stored = (folder: string): Promise<StoredEvaluation> => readEvaluation(join(models, folder));

/** The shipped evaluation of the film reader as one run, and that of the answerer. */
describe('parts of evaluations', () => {
  let whole: StoredEvaluation;
  let answers: StoredEvaluation;
  let installed: ModelsMeasured;
  beforeAll(async () => {
    installed = await findModels(models);
    const reader = await stored('wetread-cxr/0.3.0');
    answers = await stored('wetread-vqa/0.2.0');
    const others = [...installed.values()].map(({ identity }) => identity);
    whole = {
      ...reader,
      provenance: { ...reader.provenance, otherModels: others, seedModels: [], renewed: [] },
      seeds: [row('draft truth, micro-F1', draftTruth(reader)), row('answers right, SLAKE', 0.1)],
    };
  });

  const draftTruth = ({ parts }: StoredEvaluation): number =>
    (parts.drafts as { truth: { microF1: { value: number } }[] }).truth[0]!.microF1.value;
  const row = (figure: string, value: number) => ({
    figure,
    values: [value, value],
    mean: value,
    lowest: value,
    highest: value,
  });
  const otherWeights = (kind: 'film-reader' | 'film-generator'): ModelsMeasured => {
    const model = installed.get(kind) as RegisteredModel;
    const identity = { ...model.identity, sha256: '0'.repeat(64) };
    return new Map(installed).set(kind, { ...model, identity });
  };

  it('take the place of earlier ones, and the run that they are of is told beside the first', () => {
    const old = { ...whole, parts: { ...whole.parts, answers: { sets: [] } } };
    const merged = mergeEvaluations(old, answers, installed);
    expect(merged.measured.answers!.report).toEqual(answers.parts.answers);
    expect(Object.keys(merged.measured)).toEqual(Object.keys(whole.parts));
    const { provenance } = merged;
    expect(provenance.otherModels.map(({ name }) => name)).toContain('wetread-film');
    expect(provenance.otherModels.map(({ name }) => name)).not.toContain('wetread-vqa');
    expect(provenance.renewed).toMatchObject([
      { measures: ['answers'], command: answers.provenance.command },
    ]);
    const page = evaluationMarkdown(merged);
    expect(page).toContain(`- Measured again later: answers, by \`${answers.provenance.command}\``);
    expect(page).toContain(`  - Model beside it: wetread-vqa 0.2.0`);
  });

  it('are told once when they are renewed twice', () => {
    const once = storedOf(mergeEvaluations(whole, answers, installed));
    const twice = mergeEvaluations(once, answers, installed);
    expect(storedOf(twice)).toEqual(once);
  });

  it('keep a row of seeds only while its first figure is what the part shows', () => {
    const { seeds } = mergeEvaluations(
      { ...whole, seeds: [...whole.seeds, row('nobody', 1)] },
      answers,
      installed,
    );
    const figures = seeds.map(({ figure }) => figure);
    expect(figures).toContain('draft truth, micro-F1');
    expect(figures).not.toContain('nobody');
    expect(seeds.find(({ figure }) => figure === 'answers right, SLAKE')!.values).not.toContain(0.1);
    const drifted = { ...whole, seeds: [row('draft truth, micro-F1', draftTruth(whole) + 0.01)] };
    expect(mergeEvaluations(drifted, answers, installed).seeds.map(({ figure }) => figure)).not.toContain(
      'draft truth, micro-F1',
    );
  });

  it('are refused beside parts of other weights than the installed, which are named', () => {
    expect(() => mergeEvaluations(whole, answers, otherWeights('film-reader'))).toThrow(
      /findings was not measured with the wetread-cxr 0\.3\.0 that is installed; measure it again/,
    );
    expect(() => mergeEvaluations(whole, answers, otherWeights('film-generator'))).toThrow(
      /generation was not measured with the wetread-film/,
    );
    const without = new Map(installed);
    without.delete('film-generator');
    expect(() => mergeEvaluations(whole, answers, without)).toThrow(EvaluationsApart);
  });

  it('are refused when they are of other weights themselves', () => {
    const { provenance } = answers;
    const old = {
      ...provenance,
      otherModels: provenance.otherModels.map((one) => ({ ...one, sha256: '0' })),
    };
    expect(() => mergeEvaluations(whole, { ...answers, provenance: old }, installed)).toThrow(
      /answers was not measured with the wetread-vqa 0\.2\.0/,
    );
  });

  it('are refused when they are of other films', () => {
    const limited = { ...answers, provenance: { ...answers.provenance, limit: 50 } };
    expect(() => mergeEvaluations(whole, limited, installed)).toThrow(/limit is 0 there and 50/);
  });

  it('are the whole when nothing else is left, whatever the films', () => {
    const limited = { ...answers, provenance: { ...answers.provenance, limit: 50 } };
    const merged = mergeEvaluations(answers, limited, installed);
    expect(merged.provenance).toEqual(limited.provenance);
    expect(Object.keys(merged.measured)).toEqual(['answers']);
  });

  it('name the part that an older version wrote in another shape', () => {
    const old = { ...whole, parts: { ...whole.parts, speed: { films: 1 } } };
    expect(() => mergeEvaluations(old, answers, installed)).toThrow(EvaluationUnusable);
    expect(() => mergeEvaluations(old, answers, installed)).toThrow(/wetread eval speed --onto/);
  });
});
