import { type MeasureName, measureTable } from '../../measure-table';
import { overviewPage } from '../../overview/overview-page';
import { type Evaluation, overviewOf, type Provenance, type Renewal } from '../evaluation';
import { page } from './format';
import { seedsPage } from './seeds';

/** `EVALUATION.md`: every figure with its interval and its baseline, and from what it comes. */
export const evaluationMarkdown = (evaluation: Evaluation): string =>
  `${page(
    `# Evaluation of ${subjectOf(evaluation)}`,
    'Written by `wetread eval` from `evaluation.json`, which holds the same figures with more digits. Not a medical device: these are figures of a research system on noisy public labels.',
    provenancePage(evaluation.provenance),
    overviewPage(overviewOf(evaluation), evaluation.leftOut),
    ...Object.values(evaluation.measured).map(({ markdown }) => markdown),
    seedsPage(evaluation.seeds),
  )}\n`;

/** The film reader, which is there in every run; another model where nothing is measured of the film reader. */
function subjectOf({ measured, provenance: { model, otherModels } }: Evaluation): string {
  const kinds = Object.keys(measured).map((name) => measureTable[name as MeasureName].of);
  const { name, version } = kinds.includes('film-reader') ? model : (otherModels[0] ?? model);
  return `${name} ${version}`;
}

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
  renewed,
}: Provenance): string {
  const lines = [
    `- Command: \`${command}\``,
    ...told('Model', [model]),
    ...told('Model beside it', otherModels),
    ...told('Other seed', seedModels),
    ...besideTold(beside),
    ...renewed.flatMap(renewalLines),
    `- Films: split \`${split}\`${limit > 0 ? `, at most ${limit} of each set` : ''}; every figure comes from the shipped ONNX files through the product's own path`,
    `- Intervals: 95 %, bootstrap over patients (${bootstrapRounds} rounds, seed ${randomSeed}); rates by Wilson's score`,
  ];
  return lines.join('\n');
}

const renewalLines = ({ measures, command, otherModels, seedModels, beside }: Renewal): string[] => [
  `- Measured again later: ${measures.join(', ')}, by \`${command}\``,
  ...[...told('Model beside it', otherModels), ...told('Other seed', seedModels), ...besideTold(beside)].map(
    (line) => `  ${line}`,
  ),
];

const besideTold = (beside: Provenance['beside']): string[] =>
  beside.map(({ name, file, films }) => `- Beside it: ${name} (\`${file}\`, ${films} pictures)`);

const told = (what: string, models: Provenance['otherModels']): string[] =>
  models.map(({ name, version, sha256 }) => `- ${what}: ${name} ${version}, manifest SHA-256 \`${sha256}\``);
