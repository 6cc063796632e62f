import { nihFindingCodes } from '@wetread/terminology';
import { bandOf, calibrate, decideFindings, warmestBoxes } from './decide-findings';
import { fitLetterbox } from './letterbox';
import type { EncoderSpec } from './manifest/film-reader-manifest';

const spec: EncoderSpec = {
  input: { name: 'image', size: 32, resize: 'letterbox-area' },
  findings: nihFindingCodes.map((code) => ({
    code,
    threshold: 0.5,
    calibration: { slope: 1, intercept: 0 },
    searchRegion: [0.25, 0.25, 0.5, 0.5],
    box: { level: code === 'Effusion' ? 0.25 : 0.5, grow: 1 },
  })),
  heatmap: { width: 2, height: 2 },
  gate: {
    classes: ['frontal-chest', 'other'],
    accept: 'frontal-chest',
    acceptThreshold: 0.5,
    repairThreshold: 0.5,
    repairs: [],
    noveltyLimit: 1,
    reasons: { other: 'scope.not-radiograph' },
  },
  views: ['PA', 'AP'],
  bands: { mode: 'absolute', likely: 0.7, definite: 0.9 },
  embedding: { dimensions: 2 },
};
const fit = fitLetterbox(100, 100, 32);

/** All findings absent but those in `logits`; each warm at the upper right of the picture. */
const outputOf = (logits: Partial<Record<string, number>>, maps = [0, 1, 0, 0]) => ({
  findingLogits: Float32Array.from(nihFindingCodes, (code) => logits[code] ?? -3),
  heatmaps: Float32Array.from(nihFindingCodes.flatMap(() => maps)),
  gateLogits: Float32Array.of(1, 0),
  novelty: 0,
  viewLogits: Float32Array.of(1, 0),
  embedding: Float32Array.of(1, 0),
});
const decide = (logits: Partial<Record<string, number>>, maps?: number[]) =>
  decideFindings(outputOf(logits, maps), spec, fit);
const found = (code: string, decisions: ReturnType<typeof decide>) =>
  decisions.find((one) => one.code === code)!;

describe('deciding findings', () => {
  it('lists all 14 with their probability, present or not', () => {
    const decisions = decide({ Effusion: 1 });
    expect(decisions.map(({ code }) => code)).toEqual([...nihFindingCodes]);
    expect(decisions.filter(({ present }) => present).map(({ code }) => code)).toEqual(['Effusion']);
    expect(found('Effusion', decisions).probability).toBeCloseTo(0.7311, 4);
  });

  it('counts a finding exactly at its threshold as present', () => {
    expect(found('Mass', decide({ Mass: 0 })).present).toBe(true);
  });

  it('gives side and size from the evidence, and no zone to free fluid', () => {
    expect(found('Effusion', decide({ Effusion: 1 }))).toMatchObject({
      location: { side: 'left', zone: 'none' },
      evidence: { box: [0.5, 0, 0.5, 0.5] },
      size: 'large',
      band: 'likely',
    });
  });

  it('gives no side to an enlarged heart, and no size to what has none', () => {
    const decisions = decide({ Cardiomegaly: 1, Nodule: 1 });
    expect(found('Cardiomegaly', decisions).location).toEqual({ side: 'none', zone: 'none' });
    expect(found('Nodule', decisions)).toMatchObject({
      location: { side: 'left', zone: 'upper' },
      size: 'none',
    });
  });

  it('shows where an absent finding was looked for', () => {
    expect(found('Hernia', decide({}))).toMatchObject({
      evidence: { box: [0.25, 0.25, 0.5, 0.5] },
      band: 'none',
      location: { side: 'none', zone: 'none' },
    });
  });

  it('draws each box at the level of its own finding', () => {
    const decisions = decide({ Effusion: 1, Mass: 1 }, [0, 1, 0, 0.3]);
    expect(found('Effusion', decisions).evidence.box).toEqual([0.5, 0, 0.5, 1]);
    expect(found('Mass', decisions).evidence.box).toEqual([0.5, 0, 0.5, 0.5]);
  });

  it('tells for measuring where each finding is warmest, present or not', () => {
    const boxes = warmestBoxes(outputOf({}, [0, 0, 0, 1]), spec, fit);
    expect(boxes).toEqual(nihFindingCodes.map(() => [0.5, 0.5, 0.5, 0.5]));
    expect(warmestBoxes(outputOf({}, [0, 0, 0, 0]), spec, fit)[0]).toEqual([0.25, 0.25, 0.5, 0.5]);
  });

  it('claims no place when the map is cold', () => {
    expect(found('Effusion', decide({ Effusion: 1 }, [0, 0, 0, 0]))).toMatchObject({
      present: true,
      location: { side: 'none', zone: 'none' },
      evidence: { box: [0.25, 0.25, 0.5, 0.5] },
      size: 'none',
    });
  });
});

describe('probabilities', () => {
  it('are calibrated by Platt scaling', () => {
    expect(calibrate(2, { slope: 0.5, intercept: -1 })).toBe(0.5);
  });

  it('allow a wording by their own height or by their height above the threshold', () => {
    const absolute = [0.6, 0.7, 0.95].map((p) => bandOf(p, 0.5, spec.bands));
    expect(absolute).toEqual(['possible', 'likely', 'definite']);
    const relative = [0.25, 0.7, 0.95].map((p) =>
      bandOf(p, 0.2, { mode: 'relative', likely: 0.5, definite: 0.9 }),
    );
    expect(relative).toEqual(['possible', 'likely', 'definite']);
  });
});
