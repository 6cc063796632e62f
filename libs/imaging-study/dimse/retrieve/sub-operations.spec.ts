import { dimseStatus } from '@wetread/dimse';
import { SubOperationCount } from './sub-operations';

const outcomeOf = (...codes: number[]) => {
  const count = new SubOperationCount(codes.length);
  codes.forEach((code, index) => count.add(`1.${index}`, dimseStatus(code)));
  return count.outcome(false);
};

describe('the end of a C-MOVE or C-GET (PS3.4 tables C.4-2 and C.4-3)', () => {
  it.each<[string, number[], number, string[]]>([
    ['all sent', [0, 0], 0x0000, []],
    ['nothing to send', [], 0x0000, []],
    ['one failed', [0, 0xa700], 0xb000, ['1.1']],
    ['one with a warning', [0, 0xb000], 0xb000, []],
    ['all failed', [0xa900, 0x0110], 0xa702, ['1.0', '1.1']],
  ])('%s', (_, codes, dicomStatus, failedSopInstanceUids) => {
    expect(outcomeOf(...codes)).toMatchObject({ dicomStatus, failedSopInstanceUids });
  });

  it('counts what remains, also when it is cancelled', () => {
    const count = new SubOperationCount(3);
    count.add('1.1', dimseStatus(0));
    expect(count.progress).toEqual({ remaining: 2, completed: 1, failed: 0, warning: 0 });
    expect(count.outcome(true)).toMatchObject({ dicomStatus: 0xfe00, subOperations: { remaining: 2 } });
  });
});
