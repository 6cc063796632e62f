import type { QuestionAnswererManifest } from '../manifest/question-answerer-manifest';
import type { AbstainReason, Answer, SeenClass } from './answer';

const reasons = {
  unsure: { code: 'answer.unsure', reason: 'The model is not sure enough of this answer.' },
  outside: {
    code: 'answer.outside',
    reason: 'The question does not seem to be one about the picture, in English.',
  },
  blankPicture: { code: 'answer.blank-picture', reason: 'The picture is blank: there is nothing to see.' },
  noQuestion: { code: 'answer.no-question', reason: 'There is no question: the text is empty.' },
} as const satisfies Record<string, AbstainReason>;

/** Chance from which a question is taken for none about the picture; below it the likeliest answer stands. */
const OUTSIDE = 0.5;

/** Nothing was answered, for a reason that needs no model. */
export const unanswered = (question: string, why: 'blankPicture' | 'noQuestion'): Answer => ({
  question,
  answer: null,
  confidence: 0,
  abstained: true,
  reason: reasons[why],
});

/**
 * Reads the logits of one question: the likeliest answer with its chance, and whether to abstain.
 * @param names the answers in the order of the logits; the first is never said, nor is one without a name
 */
export function decideAnswer(
  question: string,
  logits: Float32Array,
  names: readonly (string | null)[],
  { temperature, abstainBelow }: QuestionAnswererManifest['answers'],
): Answer {
  const chances = softmax(logits, temperature);
  if (chances[0]! >= OUTSIDE)
    return { question, answer: null, confidence: 0, abstained: true, reason: reasons.outside };
  const best = 1 + highest(chances.subarray(1).map((chance, at) => (names[at + 1] === null ? 0 : chance)));
  const confidence = chances[best]!;
  const abstained = confidence < abstainBelow;
  return {
    question,
    answer: names[best] ?? null,
    confidence,
    abstained,
    reason: abstained ? reasons.unsure : null,
  };
}

/** The likeliest class of a picture-only head. */
export function decideClass(
  logits: Float32Array,
  { names, temperature }: QuestionAnswererManifest['classes']['modality'],
): SeenClass {
  const chances = softmax(logits, temperature);
  const best = highest(chances);
  return { name: names[best]!, probability: chances[best]! };
}

/** Softmax of logits over a temperature (Guo et al., ICML 2017). */
function softmax(logits: Float32Array, temperature: number): Float64Array {
  const scaled = Float64Array.from(logits, (logit) => logit / temperature);
  const top = scaled.reduce((most, value) => Math.max(most, value), -Infinity);
  const raised = scaled.map((value) => Math.exp(value - top));
  const sum = raised.reduce((total, value) => total + value, 0);
  return raised.map((value) => value / sum);
}

const highest = (values: Float64Array): number =>
  values.reduce((best, value, index) => (value > values[best]! ? index : best), 0);
