import { findingLabel, type NihFindingCode } from '@wetread/terminology';
import { type ComparableFilm, compareFilm, compareWithPrior } from './compare-with-prior';
import type { Change, FindingDecision, PriorReading } from './reading';

const decision = (
  code: NihFindingCode,
  probability: number,
  {
    side = 'right',
    zone = 'none',
    size = 'none',
  }: Partial<FindingDecision['location'] & { size: FindingDecision['size'] }> = {},
): FindingDecision => {
  const present = probability >= 0.4;
  return {
    code,
    label: findingLabel(code),
    probability,
    threshold: 0.4,
    present,
    location: present ? { side, zone } : { side: 'none', zone: 'none' },
    evidence: { box: [0, 0, 1, 1] },
    band: present ? 'likely' : 'none',
    size: present ? size : 'none',
    change: 'none',
  };
};
const changeOf = (now: FindingDecision, before: FindingDecision, sameView = true): Change | undefined =>
  compareWithPrior([now], [before], { sameView })[0]?.change;
const effusion = (probability: number, size: FindingDecision['size'], side: 'left' | 'right' = 'right') =>
  decision('Effusion', probability, { size, side });

describe('comparing a film with an earlier one', () => {
  it('calls new what is present and was clearly absent', () => {
    expect(changeOf(effusion(0.9, 'small'), effusion(0.05, 'none'))).toBe('new');
  });

  it('calls resolved what was present and is clearly absent', () => {
    expect(changeOf(effusion(0.05, 'none'), effusion(0.9, 'small'))).toBe('resolved');
  });

  it('claims nothing of a finding that merely crossed its threshold', () => {
    expect(changeOf(effusion(0.45, 'small'), effusion(0.35, 'none'))).toBe('none');
    expect(changeOf(effusion(0.35, 'none'), effusion(0.45, 'small'))).toBe('none');
  });

  it('says nothing of what neither film shows', () => {
    expect(changeOf(effusion(0.01, 'none'), effusion(0.39, 'none'))).toBe('none');
  });

  it('calls unchanged what both films show alike', () => {
    expect(changeOf(effusion(0.72, 'small'), effusion(0.7, 'small'))).toBe('unchanged');
    expect(changeOf(decision('Fibrosis', 0.6), decision('Fibrosis', 0.65))).toBe('unchanged');
  });

  it('calls unchanged nothing that has become clearly more or less probable', () => {
    expect(changeOf(decision('Consolidation', 0.97), decision('Consolidation', 0.42))).toBe('none');
  });

  it('calls larger or smaller what has a size and a probability that moved together', () => {
    expect(changeOf(effusion(0.9, 'moderate'), effusion(0.7, 'small'))).toBe('larger');
    expect(changeOf(effusion(0.7, 'small'), effusion(0.9, 'large'))).toBe('smaller');
  });

  it('compares no sizes where the probability moved the other way, or where one was not seen', () => {
    expect(changeOf(effusion(0.6, 'moderate'), effusion(0.7, 'small'))).toBe('none');
    expect(changeOf(effusion(0.8, 'none'), effusion(0.7, 'small'))).toBe('none');
  });

  it('compares the sizes of nothing that has no customary size', () => {
    const now = decision('Mass', 0.72, { size: 'large' });
    expect(changeOf(now, decision('Mass', 0.7, { size: 'small' }))).toBe('unchanged');
  });

  it('takes a finding of another side or zone for another finding', () => {
    expect(changeOf(effusion(0.7, 'small', 'left'), effusion(0.7, 'small'))).toBe('none');
    const upper = decision('Nodule', 0.7, { zone: 'upper' });
    expect(changeOf(upper, decision('Nodule', 0.7, { zone: 'lower' }))).toBe('none');
  });

  it('says nothing of the heart and of sizes between PA and AP', () => {
    const [heart, before] = [decision('Cardiomegaly', 0.95), decision('Cardiomegaly', 0.02)];
    expect(changeOf(heart, before)).toBe('new');
    expect(changeOf(heart, before, false)).toBe('none');
    expect(changeOf(effusion(0.9, 'moderate'), effusion(0.7, 'small'), false)).toBe('none');
    expect(changeOf(effusion(0.9, 'small'), effusion(0.05, 'none'), false)).toBe('new');
  });

  it('claims nothing of a finding that the earlier reading did not look for', () => {
    expect(compareWithPrior([effusion(0.9, 'small')], [], { sameView: true })).toMatchObject([
      { change: 'none' },
    ]);
  });
});

describe('whether two films can be compared', () => {
  const film = (more: Partial<ComparableFilm> = {}): ComparableFilm => ({
    findings: [decision('Cardiomegaly', 0.9)],
    marks: [],
    view: 'PA',
    ...more,
  });
  const prior = (more: Partial<PriorReading> = {}): PriorReading => ({
    film: { studyInstanceUid: '1.2', sopInstanceUid: '1.2.3', acquiredOn: '2026-03-02' },
    findings: [decision('Cardiomegaly', 0.02)],
    marks: [],
    view: 'PA',
    ...more,
  });

  it('names the film that it compared with', () => {
    expect(compareFilm(film(), prior())).toMatchObject({
      findings: [{ change: 'new' }],
      prior: { sopInstanceUid: '1.2.3', acquiredOn: '2026-03-02' },
    });
  });

  it('has nothing to say without an earlier film', () => {
    expect(compareFilm(film(), null)).toMatchObject({ findings: [{ change: 'none' }], prior: null });
  });

  it('never holds a patient against a phantom, nor the other way round', () => {
    for (const pair of [
      compareFilm(film(), prior({ marks: ['PHANTOM'] })),
      compareFilm(film({ marks: ['PHANTOM'] }), prior()),
    ])
      expect(pair).toMatchObject({ findings: [{ change: 'none' }], prior: null });
    expect(compareFilm(film({ marks: ['PHANTOM'] }), prior({ marks: ['PHANTOM'] })).prior).not.toBeNull();
  });

  it('takes views that are not known for different ones', () => {
    for (const view of ['AP', null] as const)
      expect(compareFilm(film(), prior({ view })).findings).toMatchObject([{ change: 'none' }]);
    expect(compareFilm(film({ view: null }), prior({ view: null })).findings).toMatchObject([
      { change: 'none' },
    ]);
  });
});
