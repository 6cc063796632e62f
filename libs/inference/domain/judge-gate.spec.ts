import { judgeGate, refusalOfGate, repairOf } from './judge-gate';
import type { EncoderSpec } from './manifest/film-reader-manifest';

const gate: EncoderSpec['gate'] = {
  classes: ['frontal-chest', 'lateral-chest', 'ct', 'inverted', 'rotated-90'],
  accept: 'frontal-chest',
  acceptThreshold: 0.6,
  repairThreshold: 0.5,
  repairs: ['inverted', 'rotated-90'],
  noveltyLimit: 10,
  reasons: {
    'lateral-chest': 'scope.lateral-view',
    ct: 'scope.modality-ct',
    inverted: 'scope.inverted',
    'rotated-90': 'scope.rotated',
  },
};
const judge = (gateLogits: number[], { novelty = 0, viewLogits = [1, 0] } = {}) =>
  judgeGate(
    { gateLogits: Float32Array.from(gateLogits), novelty, viewLogits: Float32Array.from(viewLogits) },
    { gate, views: ['PA', 'AP'] },
  );

describe('the scope gate', () => {
  it('accepts what it is sure enough of', () => {
    const decision = judge([4, 0, 0, 0, 0]);
    expect(decision).toMatchObject({ accepted: true, className: 'frontal-chest', novelty: 0 });
    expect(refusalOfGate(decision, gate)).toBeNull();
    expect(Object.values(decision.probabilities).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1);
  });

  it('refuses by the reason of the likeliest other class, also when it is not sure', () => {
    const unsure = judge([0.2, 0, 0.1, 0, 0]);
    expect(unsure).toMatchObject({ accepted: false, className: 'frontal-chest' });
    expect(refusalOfGate(unsure, gate)?.code).toBe('scope.modality-ct');
    expect(refusalOfGate(judge([0, 5, 1, 0, 0]), gate)).toEqual({
      code: 'scope.lateral-view',
      reason:
        'The picture looks like a lateral view; Wetread drafts reports for frontal chest radiographs only.',
    });
  });

  it('says of a film at fault what to do', () => {
    expect(refusalOfGate(judge([0, 0, 0, 5, 0]), gate)).toEqual({
      code: 'scope.inverted',
      reason: expect.stringMatching(/looks like a negative.*; send the film again with bone bright/),
    });
    expect(refusalOfGate(judge([0, 0, 0, 0, 5]), gate)).toEqual({
      code: 'scope.rotated',
      reason: expect.stringMatching(/turned or upside down.*; send the film again upright/),
    });
  });

  it('stays sane for logits beyond the range of exp', () => {
    expect(judge([2000, 0, 0, 0, 0]).probabilities['frontal-chest']).toBe(1);
  });

  it('refuses, and does not guess, when the model says something that is no number', () => {
    expect(judge([Number.NaN, 0, 0, 0, 0]).accepted).toBe(false);
    expect(judge([4, 0, 0, 0, 0], { novelty: Number.NaN }).accepted).toBe(false);
  });

  it('names the likelier frontal view', () => {
    expect(judge([4, 0, 0, 0, 0], { viewLogits: [0, 3] }).view).toEqual({
      code: 'AP',
      probability: expect.closeTo(0.9526, 3),
    });
    expect(judge([4, 0, 0, 0, 0]).view.code).toBe('PA');
  });
});

describe('novelty', () => {
  it('refuses a picture that looks like a chest film and is unlike all that was learnt', () => {
    const novel = judge([4, 0, 0, 0, 0], { novelty: 10.1 });
    expect(novel).toMatchObject({ accepted: false, className: 'frontal-chest', novelty: 10.1 });
    expect(refusalOfGate(novel, gate)).toEqual({
      code: 'scope.out-of-distribution',
      reason: expect.stringContaining('have it read without a draft'),
    });
  });

  it('lets pass what is exactly at the limit', () => {
    expect(judge([4, 0, 0, 0, 0], { novelty: 10 }).accepted).toBe(true);
  });

  it('leaves the word to the gate where that sees another thing', () => {
    expect(refusalOfGate(judge([0, 0, 9, 0, 0], { novelty: 99 }), gate)?.code).toBe('scope.modality-ct');
  });
});

describe('what may be repaired', () => {
  const negative = judge([0, 0, 0, 5, 0]);
  it('is a repairable class that is the likeliest and likely enough', () => {
    expect(repairOf(negative, gate, [])).toBe('inverted');
    expect(repairOf(judge([0, 0, 0, 1, 0]), gate, [])).toBeNull();
    expect(repairOf(judge([0, 5, 0, 0, 0]), gate, [])).toBeNull();
  });

  it('is never the same fault twice, nor a third one', () => {
    expect(repairOf(negative, gate, ['inverted'])).toBeNull();
    expect(repairOf(negative, gate, ['rotated-90'])).toBe('inverted');
    expect(repairOf(negative, gate, ['rotated-90', 'rotated-180'])).toBeNull();
  });

  it('is repaired before the picture is accepted as it is', () => {
    const lenient = { ...gate, acceptThreshold: 0.2, repairThreshold: 0.5 };
    const both = judgeGate(
      { gateLogits: Float32Array.of(2, 0, 0, 3, 0), novelty: 0, viewLogits: Float32Array.of(1, 0) },
      { gate: lenient, views: ['PA', 'AP'] },
    );
    expect(both.accepted).toBe(true);
    expect(repairOf(both, lenient, [])).toBe('inverted');
  });
});
