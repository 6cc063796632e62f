import type { PhantomFindingCode, PhantomFindingRequest, PhantomView } from './phantom-finding';
import { phantomFindingCodes } from './phantom-finding';
import { randomStream } from './random';

export interface TrainingCase {
  seed: number;
  view: PhantomView;
  findings: PhantomFindingRequest[];
}

const normalShare = 0.2;
const extraFindingChances = [0.38, 0.2] as const;

/** Pairs that would hide or contradict each other on one film. */
const clashing: readonly (readonly [PhantomFindingCode, PhantomFindingCode])[] = [
  ['Emphysema', 'Cardiomegaly'],
  ['Emphysema', 'Edema'],
  ['Pneumothorax', 'Pleural_Thickening'],
  ['Pneumothorax', 'Effusion'],
  ['Pneumothorax', 'Edema'],
  ['Consolidation', 'Pneumonia'],
  ['Consolidation', 'Infiltration'],
  ['Pneumonia', 'Infiltration'],
  ['Hernia', 'Cardiomegaly'],
];

/** What to draw for the n-th film of a set: one in five is normal, the codes are equally likely. */
export function trainingCase(setSeed: number, index: number): TrainingCase {
  const random = randomStream(setSeed, `training case ${index}`);
  const seed = Math.floor(random.next() * 0x7fffffff);
  const view = random.chance(0.25) ? 'AP' : 'PA';
  const codes: PhantomFindingCode[] = [];
  if (!random.chance(normalShare)) codes.push(random.pick(phantomFindingCodes));
  for (const chance of extraFindingChances) {
    const extra = random.pick(phantomFindingCodes);
    if (codes.length > 0 && random.chance(chance) && fits(codes, extra)) codes.push(extra);
  }
  return { seed, view, findings: codes.map((code) => ({ code })) };
}

function fits(codes: readonly PhantomFindingCode[], extra: PhantomFindingCode): boolean {
  if (codes.includes(extra)) return false;
  return !clashing.some(([a, b]) => (a === extra && codes.includes(b)) || (b === extra && codes.includes(a)));
}
