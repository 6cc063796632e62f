import { judgeGate, refusalOfGate } from './judge-gate';

const gate = {
  classes: ['frontal-chest', 'lateral-chest', 'ct'],
  accept: 'frontal-chest',
  acceptThreshold: 0.6,
  reasons: { 'lateral-chest': 'scope.lateral-view', ct: 'scope.modality-ct' },
};

describe('the scope gate', () => {
  it('accepts what it is sure enough of', () => {
    const decision = judgeGate([3, 0, 0], gate);
    expect(decision).toMatchObject({ accepted: true, className: 'frontal-chest' });
    expect(refusalOfGate(decision, gate)).toBeNull();
    expect(Object.values(decision.probabilities).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1);
  });

  it('refuses by the reason of the likeliest other class, also when it is not sure', () => {
    const unsure = judgeGate([0.2, 0, 0.1], gate);
    expect(unsure).toMatchObject({ accepted: false, className: 'frontal-chest' });
    expect(refusalOfGate(unsure, gate)?.code).toBe('scope.modality-ct');
    expect(refusalOfGate(judgeGate([0, 5, 1], gate), gate)).toEqual({
      code: 'scope.lateral-view',
      reason:
        'The picture looks like a lateral view; Wetread drafts reports for frontal chest radiographs only.',
    });
  });

  it('stays sane for logits beyond the range of exp', () => {
    expect(judgeGate([2000, 0, 0], gate).probabilities['frontal-chest']).toBe(1);
  });

  it('refuses, and does not guess, when the model says something that is no number', () => {
    expect(judgeGate([Number.NaN, 0, 0], gate).accepted).toBe(false);
  });
});
