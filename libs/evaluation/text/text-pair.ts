/** A text beside the one that it is compared with, both as words. */
export interface TextPair {
  readonly text: readonly string[];
  readonly reference: readonly string[];
}
