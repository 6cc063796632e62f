import { findingLabel, type NihFindingCode, nihFindingCodes } from '@wetread/terminology';
import { conditionOf, planStatements } from './plan-statements';
import type { FindingDecision } from './reading';

function decisions(present: Partial<Record<NihFindingCode, Partial<FindingDecision>>>): FindingDecision[] {
  return nihFindingCodes.map((code) => ({
    code,
    label: findingLabel(code),
    probability: code in present ? 0.8 : 0.1,
    threshold: 0.5,
    present: code in present,
    location: { side: 'none', zone: 'none' },
    evidence: { box: [0.1, 0.1, 0.8, 0.6] },
    band: code in present ? 'likely' : 'none',
    size: 'none',
    change: 'none' as const,
    ...present[code],
  }));
}
const told = (found: Parameters<typeof decisions>[0], section: 'findings' | 'impression') =>
  planStatements(decisions(found))
    .filter((statement) => statement.section === section)
    .map(({ finding, polarity, alsoAbsent }) =>
      [finding, ...alsoAbsent.map((other) => other.finding), polarity].join(' '),
    );

describe('planning a draft', () => {
  it('tells a normal film by its normal statements and an impression of no finding', () => {
    expect(told({}, 'findings')).toEqual([
      'Cardiomegaly absent',
      'Effusion Pneumothorax absent',
      'Consolidation Atelectasis Infiltration Mass Nodule Pneumonia Edema absent',
    ]);
    expect(told({}, 'impression')).toEqual(['NoFinding present']);
  });

  it('tells every finding that is present once in each section, most urgent first', () => {
    const found = { Atelectasis: {}, Pneumothorax: {}, Effusion: {} };
    expect(told(found, 'findings').slice(0, 3)).toEqual([
      'Pneumothorax present',
      'Effusion present',
      'Atelectasis present',
    ]);
    expect(told(found, 'impression')).toEqual([
      'Pneumothorax present',
      'Effusion present',
      'Atelectasis present',
    ]);
  });

  it('never calls absent what is present', () => {
    const everything = Object.fromEntries(nihFindingCodes.map((code) => [code, {}]));
    expect(told(everything, 'findings').filter((line) => line.endsWith('absent'))).toEqual([]);
    expect(told(everything, 'findings')).toHaveLength(14);
  });

  it('does not deny a consolidation beside a pneumonia, nor a nodule beside a mass', () => {
    const denied = told({ Pneumonia: {}, Mass: {} }, 'findings').filter((line) => line.endsWith('absent'));
    expect(denied).toEqual(['Cardiomegaly absent', 'Effusion Pneumothorax absent', 'Edema absent']);
  });

  it('calls the lungs clear only when nothing of the lungs was found', () => {
    expect(told({ Atelectasis: {} }, 'findings').slice(1)).toEqual([
      'Cardiomegaly absent',
      'Effusion Pneumothorax absent',
      'Consolidation Edema absent',
      'Nodule Mass absent',
    ]);
    expect(told({ Effusion: {} }, 'findings').at(-1)).toMatch(/^Consolidation Atelectasis .* Edema absent$/);
    expect(told({ Emphysema: {} }, 'findings').slice(-2)).toEqual([
      'Consolidation Edema absent',
      'Nodule Mass absent',
    ]);
  });

  it('tells what became of a finding since the prior film, and what has resolved by itself', () => {
    const statements = planStatements(
      decisions({ Effusion: { change: 'larger' } }).map((decision) =>
        decision.code === 'Edema' ? { ...decision, change: 'resolved' as const } : decision,
      ),
    );
    expect(statements.map(({ finding, polarity, change }) => `${finding} ${polarity} ${change}`)).toEqual([
      'Effusion present larger',
      'Edema absent resolved',
      'Cardiomegaly absent none',
      'Pneumothorax absent none',
      'Consolidation absent none',
      'Nodule absent none',
      'Effusion present larger',
    ]);
  });

  it('hands each sentence its probability, evidence and whether it is critical', () => {
    const [first, , absent] = planStatements(
      decisions({ Pneumothorax: { probability: 0.93, evidence: { box: [0.1, 0.2, 0.3, 0.4] } } }),
    );
    expect(first).toMatchObject({
      critical: true,
      probability: 0.93,
      evidence: { box: [0.1, 0.2, 0.3, 0.4] },
    });
    expect(absent).toMatchObject({
      critical: false,
      probability: 0.1,
      evidence: { box: [0.1, 0.1, 0.8, 0.6] },
    });
  });

  it('is as sure of no finding as of the likeliest finding being absent', () => {
    const none = decisions({}).map((decision, index) => ({
      ...decision,
      probability: index === 3 ? 0.4 : 0.1,
    }));
    expect(planStatements(none).at(-1)).toMatchObject({ finding: 'NoFinding', probability: 0.6 });
  });

  it('fills every slot of the condition', () => {
    const [statement] = planStatements(
      decisions({ Effusion: { location: { side: 'left', zone: 'lower' }, size: 'small', band: 'possible' } }),
    );
    expect(conditionOf(statement!).join('')).toBe(
      '<section:findings><finding:Effusion><status:present><side:left><zone:lower><size:small><band:possible>' +
        '<change:none><also:none><also:none><also:none>',
    );
    const [heart, pleura, lungs] = planStatements(decisions({}));
    expect(conditionOf(heart!).slice(-3)).toEqual(['<also:none>', '<also:none>', '<also:none>']);
    expect(conditionOf(pleura!).slice(-3)).toEqual(['<also:Pneumothorax>', '<also:none>', '<also:none>']);
    expect(conditionOf(lungs!).slice(-3)).toEqual(['<also:lungs>', '<also:none>', '<also:none>']);
  });
});
