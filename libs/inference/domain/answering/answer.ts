/** Why an answer should not be relied on: a stable code and a sentence for people. */
export interface AbstainReason {
  readonly code: 'answer.unsure' | 'answer.outside' | 'answer.blank-picture' | 'answer.no-question';
  readonly reason: string;
}

/** What was answered to one question about one picture. */
export interface Answer {
  readonly question: string;
  /** The likeliest answer, also when it is not to be relied on; `null` when the question is none about the picture. */
  readonly answer: string | null;
  /** Calibrated chance that the answer is right, 0..1. */
  readonly confidence: number;
  /** Whether the answer is not to be relied on. */
  readonly abstained: boolean;
  /** `null` when it was answered. */
  readonly reason: AbstainReason | null;
}

/** The likeliest class of one thing that a picture tells by itself. */
export interface SeenClass {
  readonly name: string;
  /** Calibrated, 0..1. */
  readonly probability: number;
}

/** What a picture tells without being asked. */
export interface SeenClasses {
  readonly modality: SeenClass;
  readonly plane: SeenClass;
  readonly organ: SeenClass;
}

/** All answers to the questions about one picture. */
export interface Answers {
  readonly answers: readonly Answer[];
  /** `null` when the picture is blank. */
  readonly seen: SeenClasses | null;
  /** Marks that everything made of the picture must carry. */
  readonly marks: readonly string[];
}
