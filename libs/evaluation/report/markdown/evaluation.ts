import { overviewPage } from '../../overview/overview-page';
import { type Evaluation, overviewOf, type Provenance } from '../evaluation';
import { page } from './format';
import { seedsPage } from './seeds';

/** `EVALUATION.md`: every figure with its interval and its baseline, and from what it comes. */
export const evaluationMarkdown = (evaluation: Evaluation): string =>
  `${page(
    `# Evaluation of ${evaluation.provenance.model.name} ${evaluation.provenance.model.version}`,
    'Written by `wetread eval`; the same figures, and more digits, are in `evaluation.json`. Not a medical device: these are figures of a research system on noisy public labels.',
    provenancePage(evaluation.provenance),
    overviewPage(overviewOf(evaluation), evaluation.leftOut),
    ...Object.values(evaluation.measured).map(({ markdown }) => markdown),
    seedsPage(evaluation.seeds),
  )}\n`;

function provenancePage({
  command,
  model,
  otherModels,
  split,
  limit,
  bootstrapRounds,
  randomSeed,
  seedModels,
  beside,
}: Provenance): string {
  const lines = [
    `- Command: \`${command}\``,
    ...told('Model', [model]),
    ...told('Model beside it', otherModels),
    ...told('Other seed', seedModels),
    ...beside.map(({ name, file, films }) => `- Beside it: ${name} (\`${file}\`, ${films} pictures)`),
    `- Films: split \`${split}\`${limit > 0 ? `, at most ${limit} of each set` : ''}; every figure comes from the shipped ONNX files through the product's own path`,
    `- Intervals: 95 %, bootstrap over patients (${bootstrapRounds} rounds, seed ${randomSeed}); rates by Wilson's score`,
  ];
  return lines.join('\n');
}

const told = (what: string, models: Provenance['otherModels']): string[] =>
  models.map(({ name, version, sha256 }) => `- ${what}: ${name} ${version}, manifest SHA-256 \`${sha256}\``);
