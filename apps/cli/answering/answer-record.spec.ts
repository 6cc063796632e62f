import { answerLine, answerRecord, batchRecord } from './answer-record';

const model = { name: 'wetread-vqa', version: '0.1.0', sha256: '0'.repeat(64) };
const sure = { question: 'q', answer: 'yes', confidence: 0.81234567, abstained: false, reason: null };
const unsure = {
  ...sure,
  confidence: 0.3,
  abstained: true,
  reason: { code: 'answer.unsure', reason: 'Not sure enough.' } as const,
};

describe('an answer on the command line', () => {
  it('is one line with how sure it is', () => {
    expect(answerLine(answerRecord('x.jpg', sure, [], model))).toBe('yes (81 % sure)');
  });

  it('says that it is none, why, and what was likeliest', () => {
    expect(answerLine(answerRecord('x.jpg', unsure, [], model))).toBe(
      'no answer: Not sure enough. Its best guess: yes (30 % sure). [answer.unsure]',
    );
  });

  it('carries the marks of the picture in every form', () => {
    expect(answerLine(answerRecord('x.dcm', sure, ['PHANTOM'], model))).toBe('yes (81 % sure) [PHANTOM]');
    expect(batchRecord('a', sure, ['PHANTOM'])).toEqual({
      id: 'a',
      answer: 'yes',
      confidence: 0.8123,
      abstained: false,
      reason: null,
      marks: ['PHANTOM'],
    });
  });
});
