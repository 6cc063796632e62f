import type { AbstainReason, Answer, ModelIdentity } from '@wetread/inference';

/** What `wetread answer --json` prints for one question. */
export interface AnswerRecord {
  source: string;
  question: string;
  /** The likeliest answer, also where the model abstains; `null` where there is none to give. */
  answer: string | null;
  confidence: number;
  abstained: boolean;
  reason: AbstainReason | null;
  /** What the picture says of itself: a phantom, or made by a model. */
  marks: readonly string[];
  model: ModelIdentity;
}

/** What `wetread answer --batch` prints for one line. */
export type BatchRecord =
  | (Pick<AnswerRecord, 'answer' | 'confidence' | 'abstained' | 'reason' | 'marks'> & { id: string | number })
  | { id: string | number | null; error: string };

/** Four digits: more would be noise. */
const rounded = (confidence: number): number => Number(confidence.toFixed(4));

export const answerRecord = (
  source: string,
  { question, answer, confidence, abstained, reason }: Answer,
  marks: readonly string[],
  model: ModelIdentity,
): AnswerRecord => ({
  source,
  question,
  answer,
  confidence: rounded(confidence),
  abstained,
  reason,
  marks,
  model,
});

export const batchRecord = (
  id: string | number,
  { answer, confidence, abstained, reason }: Answer,
  marks: readonly string[],
): BatchRecord => ({ id, answer, confidence: rounded(confidence), abstained, reason, marks });

/** One line for people: `yes (81 % sure)`, or why nothing is answered. */
export function answerLine({ answer, confidence, abstained, reason, marks }: AnswerRecord): string {
  const sure = `${Math.round(confidence * 100)} % sure`;
  const guess = answer === null ? '' : ` Its best guess: ${answer} (${sure}).`;
  const said = abstained ? `no answer: ${reason?.reason}${guess} [${reason?.code}]` : `${answer} (${sure})`;
  return marks.length > 0 ? `${said} [${marks.join(', ')}]` : said;
}
