import { aDraft, aReading } from '@wetread/testing';
import type { FindingDecision } from '@wetread/inference';
import { nihFindingCodes } from '@wetread/terminology';
import type { DraftedFilm } from '../reading/film-reader';
import { namedTwice, oneNameEach } from './one-shadow';

type Box = FindingDecision['evidence']['box'];
const right: Box = [0.1, 0.5, 0.3, 0.3];
const left: Box = [0.6, 0.5, 0.3, 0.3];

/** A film on which these are found, each at a probability and a place. */
function found(names: Record<string, readonly [number, Box]>): DraftedFilm {
  const reading = aReading();
  const findings = nihFindingCodes.map((code): FindingDecision => {
    const [probability, box] = names[code] ?? [0.01, right];
    return { ...reading.findings[0]!, code, present: code in names, probability, evidence: { box } };
  });
  return { reading: { ...reading, findings }, draft: aDraft() };
}

describe('several names of one shadow', () => {
  const named = (names: Parameters<typeof found>[0]) => [...oneNameEach([found(names)]).findings[0]!].sort();

  it('leave the likeliest', () => {
    const names = {
      Pneumonia: [0.4, right],
      Infiltration: [0.6, right],
      Consolidation: [0.3, right],
    } as const;
    expect(named(names)).toEqual(['Infiltration']);
    expect(namedTwice([found(names), found({})])).toMatchObject({ count: 1, of: 2 });
  });

  it('are two shadows at two places, and other findings are none of them', () => {
    expect(named({ Pneumonia: [0.4, right], Infiltration: [0.6, left] })).toEqual([
      'Infiltration',
      'Pneumonia',
    ]);
    const effusion = found({ Pneumonia: [0.4, right], Effusion: [0.9, right] });
    expect(namedTwice([effusion]).count).toBe(0);
    expect(named({ Pneumonia: [0.4, right], Effusion: [0.9, right] })).toEqual(['Effusion', 'Pneumonia']);
  });
});
