#!/usr/bin/env node
// Drafts the NIH test films with the shipped model and reads the drafts back with the rule labeller.
// `node bench/draft-faithfulness.mjs [--data ../shared/data] [--split test] [--json]`
// Prints: agreement of what the text says with what the head decided (micro-F1), refusals, AUROC by the TypeScript path.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled, root } from '../bin/toolchain.mjs';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(root, '../shared/data') },
    split: { type: 'string', default: 'test' },
    json: { type: 'boolean', default: false },
  },
});
ensureInstalled();
ensureBuilt('server');
const { labelText } = createRequire(import.meta.url)(join(root, 'dist/libs/labeller/index.js'));

const nih = join(values.data, 'cxr/nih');
const [header, ...rows] = readFileSync(join(nih, 'labels.tsv'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split('\t'));
const codes = header.slice(3);
const truth = new Map(
  rows.filter((row) => row[2] === values.split).map((row) => [row[0], row.slice(3).map(Number)]),
);

async function* drafts(paths) {
  const args = ['draft', ...paths, '--format', 'jsonl', '--modality', 'DX', '--body-part', 'CHEST'];
  const child = spawn(process.execPath, [join(root, 'bin/wetread.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line);
}

/** Mann-Whitney: the chance that a positive film scores above a negative one, ties half. */
function auroc(scored) {
  const positives = scored.filter(([, label]) => label === 1);
  const negatives = scored.filter(([, label]) => label === 0);
  let wins = 0;
  for (const [p] of positives) for (const [n] of negatives) wins += p > n ? 1 : p === n ? 0.5 : 0;
  return wins / (positives.length * negatives.length);
}

const agreement = { both: 0, textOnly: 0, headOnly: 0 };
const scores = new Map(codes.map((code) => [code, []]));
const refusals = {};
let drafted = 0;
let flagged = 0;
for await (const draft of drafts([...truth.keys()].map((image) => join(nih, 'images', image)))) {
  if (draft.status === 'refused') {
    refusals[draft.refusal.code] = (refusals[draft.refusal.code] ?? 0) + 1;
    continue;
  }
  drafted += 1;
  flagged += draft.sentences.some(({ flags }) => flags.length > 0) ? 1 : 0;
  const decided = new Set(draft.findings.filter(({ present }) => present).map(({ code }) => code));
  const read = new Set(
    draft.sentences
      .flatMap(({ text }) => labelText(text))
      .filter(({ polarity, finding }) => polarity !== 'absent' && codes.includes(finding))
      .map(({ finding }) => finding),
  );
  for (const code of codes) {
    if (decided.has(code) && read.has(code)) agreement.both += 1;
    else if (read.has(code)) agreement.textOnly += 1;
    else if (decided.has(code)) agreement.headOnly += 1;
  }
  const labels = truth.get(basename(draft.source[0]));
  for (const { code, probability } of draft.findings)
    scores.get(code).push([probability, labels[codes.indexOf(code)]]);
}

const counted = codes.filter((code) => scores.get(code).filter(([, label]) => label === 1).length >= 10);
const areas = Object.fromEntries(counted.map((code) => [code, +auroc(scores.get(code)).toFixed(3)]));
const { both, textOnly, headOnly } = agreement;
const figures = {
  split: values.split,
  films: truth.size,
  drafted,
  refusals,
  microF1: +((2 * both) / (2 * both + textOnly + headOnly)).toFixed(4),
  agreement,
  draftsWithFlags: flagged,
  findingsPerDraft: +((both + headOnly) / drafted).toFixed(2),
  meanAuroc: +(counted.reduce((sum, code) => sum + areas[code], 0) / counted.length).toFixed(3),
  auroc: areas,
};
console.log(values.json ? JSON.stringify(figures) : JSON.stringify(figures, null, 2));
