import type { Goal, OverviewRow } from '../overview/overview-row';
import type { TextReport } from './measure-text';

const SCORES = [
  ['bleu4', 'BLEU-4'],
  ['rougeL', 'ROUGE-L'],
  ['cider', 'CIDEr'],
] as const;

/** How much more CIDEr than the constant is aimed at. */
const CIDER_AIM = 2;

export function textRows({ part, rows: [own, ...others] }: TextReport): OverviewRow[] {
  const constant = others[0]!;
  return SCORES.map(([score, name]) => {
    const value = own!.scores[score].value ?? 0;
    const limit = constant.scores[score].value ?? 0;
    const goals: Goal[] = [{ level: 'floor', asks: `above ${constant.name}`, met: value > limit }];
    if (score === 'cider') {
      const asks = `${CIDER_AIM} times ${constant.name}`;
      goals.push({ level: 'aim', asks, met: value >= CIDER_AIM * limit });
    }
    return {
      task: 'text quality',
      metric: `${name}, Open-i ${part === 'test' ? 'test' : 'validation'} texts given their reference findings`,
      unit: 'number' as const,
      measured: own!.scores[score],
      beside: others.map((row) => ({ name: row.name, figure: row.scores[score] })),
      goals,
    };
  });
}
