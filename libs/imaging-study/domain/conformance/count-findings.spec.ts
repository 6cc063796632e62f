import type { IodFinding } from '@wetread/dicom';
import { sopInstanceUid } from '@wetread/kernel';
import { FindingCounter } from './count-findings';

const finding = (some: Partial<IodFinding>): IodFinding => ({
  severity: 'error',
  rule: 'value.invalid',
  module: null,
  attribute: 'StudyDate',
  message: 'DA wants a date',
  handling: null,
  ...some,
});
const [FIRST, SECOND] = [sopInstanceUid('1.1'), sopInstanceUid('1.2')];

describe('findings of a study', () => {
  it('are counted over its instances and name one of them', () => {
    const counter = new FindingCounter();
    counter.add(FIRST, [finding({})]);
    counter.add(SECOND, [finding({})]);
    expect(counter.findings).toEqual([{ ...finding({}), instances: 2, exampleSopInstanceUid: FIRST }]);
  });

  it('count an instance once, however many items of a sequence break the rule', () => {
    const counter = new FindingCounter();
    counter.add(FIRST, [
      finding({ attribute: 'ViewCodeSequence[1].CodeValue' }),
      finding({ attribute: 'ViewCodeSequence[2].CodeValue' }),
    ]);
    expect(counter.findings).toMatchObject([{ attribute: 'ViewCodeSequence[].CodeValue', instances: 1 }]);
  });

  it('put errors before warnings and frequent ones first', () => {
    const counter = new FindingCounter();
    counter.add(FIRST, [finding({ severity: 'warning', attribute: 'A' }), finding({ attribute: 'B' })]);
    counter.add(SECOND, [finding({ severity: 'warning', attribute: 'A' }), finding({ attribute: 'C' })]);
    counter.add(sopInstanceUid('1.3'), [finding({ attribute: 'C' })]);
    expect(counter.findings.map(({ attribute }) => attribute)).toEqual(['C', 'B', 'A']);
  });
});
