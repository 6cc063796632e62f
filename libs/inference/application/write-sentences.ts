import { generateTokens, type GenerationLimits, type TokenDecoder } from '../domain/generate-tokens';
import { plainSentence } from '../domain/plain-sentences';
import { conditionOf } from '../domain/plan-statements';
import { readsAsAsked } from '../domain/read-back';
import type { DraftSentence, Statement } from '../domain/reading';

/** Turns condition tokens into ids and ids into text. */
export interface SentenceCodec {
  readonly eos: number;
  readonly banned: ReadonlySet<number>;
  prefix(condition: readonly string[]): number[];
  text(ids: readonly number[]): string;
}

export type WritingLimits = Omit<GenerationLimits, 'eos' | 'banned'>;

/** What puts statements into words. */
export interface Writer<Cache = unknown> {
  readonly decoder: TokenDecoder<Cache>;
  readonly tokenizer: SentenceCodec;
  readonly limits: WritingLimits;
}

/**
 * Lets the decoder put each statement into words and reads every candidate back: the best that says what was asked is
 * taken, and plain words where none does. So a sentence cannot say what was not decided, whatever the decoder does.
 *
 * @param writer `null`: plain words throughout
 * @param place where the film lies among pictures and texts, `null` when there is no film
 */
export async function writeSentences<Cache>(
  statements: readonly Statement[],
  writer: Writer<Cache> | null,
  place: Float32Array | null,
): Promise<DraftSentence[]> {
  if (writer === null) return statements.map(inPlainWords);
  const { decoder, tokenizer, limits } = writer;
  const prefixes = statements.map((statement) => tokenizer.prefix(conditionOf(statement)));
  const candidates: number[][][] = [];
  // Prefixes of equal length are decoded as one batch: the graph has no padding.
  for (const length of new Set(prefixes.map((prefix) => prefix.length))) {
    const batch = [...prefixes.keys()].filter((index) => prefixes[index]!.length === length);
    const generated = await generateTokens(
      decoder,
      batch.map((index) => prefixes[index]!),
      { ...limits, eos: tokenizer.eos, banned: tokenizer.banned },
      place,
    );
    for (const [position, index] of batch.entries()) candidates[index] = generated[position]!;
  }
  return statements.map((statement, index) => {
    const text = candidates[index]!.map((ids) => tokenizer.text(ids)).find((said) =>
      isSentence(said, statement),
    );
    return text === undefined ? inPlainWords(statement) : { ...statement, text, wording: 'decoder' };
  });
}

const inPlainWords = (statement: Statement): DraftSentence => ({
  ...statement,
  text: plainSentence(statement),
  wording: 'plain',
});

const isSentence = (text: string, statement: Statement): boolean =>
  /^[A-Z].*[a-z]\.$/.test(text) && readsAsAsked(text, statement);
