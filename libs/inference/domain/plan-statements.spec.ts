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
    ...present[code],
  }));
}
const told = (found: Parameters<typeof decisions>[0], section: 'findings' | 'impression') =>
  planStatements(decisions(found))
    .filter((statement) => statement.section === section)
    .map(({ finding, polarity }) => `${finding} ${polarity}`);

describe('planning a draft', () => {
  it('tells a normal film by its normal statements and an impression of no finding', () => {
    expect(told({}, 'findings')).toEqual([
      'Cardiomegaly absent',
      'Effusion absent',
      'Pneumothorax absent',
      'Consolidation absent',
      'Edema absent',
      'Nodule absent',
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
    expect(told({ Pneumonia: {}, Mass: {} }, 'findings')).not.toContain('Consolidation absent');
    expect(told({ Pneumonia: {}, Mass: {} }, 'findings')).not.toContain('Nodule absent');
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
      '<section:findings><finding:Effusion><status:present><side:left><zone:lower><size:small><band:possible>',
    );
  });
});
