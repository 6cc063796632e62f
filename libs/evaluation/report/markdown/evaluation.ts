import type { Evaluation, Provenance } from '../evaluation';
import { evidencePage } from './evidence';
import { findingsPage } from './findings';
import { page } from './format';
import { gatePage } from './gate';
import { retrievalPage } from './retrieval';
import { seedsPage } from './seeds';
import { speedPage } from './speed';

/** `EVALUATION.md`: every figure with its interval and its baseline, and from what it comes. */
export const evaluationMarkdown = (evaluation: Evaluation): string =>
  `${page(
    `# Evaluation of ${evaluation.provenance.model.name} ${evaluation.provenance.model.version}`,
    'Written by `wetread eval`; the same figures, and more digits, are in `evaluation.json`. Not a medical device: these are figures of a research system on noisy public labels.',
    provenancePage(evaluation.provenance),
    evaluation.findings && findingsPage(evaluation.findings),
    evaluation.evidence && evidencePage(evaluation.evidence),
    evaluation.gate && gatePage(evaluation.gate),
    evaluation.retrieval && retrievalPage(evaluation.retrieval),
    evaluation.speed && speedPage(evaluation.speed),
    seedsPage(evaluation.seeds),
  )}\n`;

function provenancePage({
  command,
  model,
  split,
  limit,
  bootstrapRounds,
  randomSeed,
  seedModels,
  beside,
}: Provenance): string {
  const lines = [
    `- Command: \`${command}\``,
    `- Model: ${model.name} ${model.version}, manifest SHA-256 \`${model.sha256}\``,
    ...seedModels.map(
      ({ name, version, sha256 }) => `- Other seed: ${name} ${version}, manifest SHA-256 \`${sha256}\``,
    ),
    ...beside.map(({ name, file, films }) => `- Beside it: ${name} (\`${file}\`, ${films} pictures)`),
    `- Films: split \`${split}\`${limit > 0 ? `, at most ${limit} of each set` : ''}; every figure comes from the shipped ONNX files through the product's own path`,
    `- Intervals: 95 %, bootstrap over patients (${bootstrapRounds} rounds, seed ${randomSeed}); rates by Wilson's score`,
  ];
  return lines.join('\n');
}
