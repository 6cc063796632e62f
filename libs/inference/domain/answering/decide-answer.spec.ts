import { decideAnswer, decideClass, unanswered } from './decide-answer';

const names = ['[outside]', 'yes', 'no', 'left lung'];
const spec = { temperature: 1, abstainBelow: 0.5 };
const decide = (logits: number[], other = spec) =>
  decideAnswer('is it?', Float32Array.from(logits), names, other);

describe('an answer', () => {
  it('never says an answer without a name, however likely', () => {
    const unnamed = decideAnswer('is it?', Float32Array.of(0, 9, 4), ['[outside]', null, 'no'], {
      temperature: 1,
      abstainBelow: 0,
    });
    expect(unnamed).toMatchObject({ answer: 'no' });
  });

  it('is the likeliest one, with its chance', () => {
    const answer = decide([0, 3, 1, 0]);
    expect(answer).toMatchObject({ question: 'is it?', answer: 'yes', abstained: false, reason: null });
    expect(answer.confidence).toBeCloseTo(Math.exp(3) / (2 + Math.exp(3) + Math.exp(1)), 6);
  });

  it('is less sure at a higher temperature, and the same answer', () => {
    const warm = decide([0, 3, 1, 0], { ...spec, temperature: 3 });
    expect(warm.answer).toBe('yes');
    expect(warm.confidence).toBeLessThan(decide([0, 3, 1, 0]).confidence);
  });

  it('is still told where the model abstains, and says why', () => {
    expect(decide([0, 1, 1.1, 0.9])).toMatchObject({
      answer: 'no',
      abstained: true,
      reason: { code: 'answer.unsure' },
    });
  });

  it('is none when the question is not about the picture', () => {
    expect(decide([5, 1, 0, 0])).toMatchObject({
      answer: null,
      confidence: 0,
      abstained: true,
      reason: { code: 'answer.outside' },
    });
  });

  it('is told where the question may well be about something else, but is not taken for that', () => {
    const answer = decide([0.9, 0.8, 0.2, 0.1]);
    expect(answer).toMatchObject({ answer: 'yes', abstained: true, reason: { code: 'answer.unsure' } });
  });

  it('is none to an empty question or of a blank picture', () => {
    expect(unanswered(' ', 'noQuestion').reason?.code).toBe('answer.no-question');
    expect(unanswered('where?', 'blankPicture').reason?.code).toBe('answer.blank-picture');
  });

  it('stays finite when one logit is far above the others', () => {
    expect(decide([0, 2000, -2000, 0]).confidence).toBe(1);
  });
});

it('tells the likeliest class of a picture', () => {
  const seen = decideClass(Float32Array.of(0, 2), { names: ['ct', 'mr'], temperature: 2 });
  expect(seen.name).toBe('mr');
  expect(seen.probability).toBeCloseTo(1 / (1 + Math.exp(-1)), 6);
});
