import { SentenceEmpty } from '../domain/engine-error';
import { generateTokens, type GenerationLimits, type TokenDecoder } from '../domain/generate-tokens';
import { conditionOf } from '../domain/plan-statements';
import type { DraftSentence, Statement } from '../domain/reading';

/** Turns condition tokens into ids and ids into text. */
export interface SentenceCodec {
  readonly eos: number;
  readonly banned: ReadonlySet<number>;
  prefix(condition: readonly string[]): number[];
  text(ids: readonly number[]): string;
}

export type WritingLimits = Pick<GenerationLimits, 'maxTokens' | 'beamWidth'>;

/**
 * Lets the decoder put each statement into words. Prefixes of equal length are decoded as one batch: the graph
 * has no padding.
 * @throws SentenceEmpty
 */
export async function writeSentences<Cache>(
  statements: readonly Statement[],
  decoder: TokenDecoder<Cache>,
  codec: SentenceCodec,
  limits: WritingLimits,
): Promise<DraftSentence[]> {
  const prefixes = statements.map((statement) => codec.prefix(conditionOf(statement)));
  const texts: string[] = [];
  for (const length of new Set(prefixes.map((prefix) => prefix.length))) {
    const batch = [...prefixes.keys()].filter((index) => prefixes[index]!.length === length);
    const tokens = await generateTokens(
      decoder,
      batch.map((index) => prefixes[index]!),
      { ...limits, eos: codec.eos, banned: codec.banned },
    );
    for (const [position, index] of batch.entries()) texts[index] = codec.text(tokens[position]!);
  }
  return statements.map((statement, index) => {
    const text = texts[index]!;
    if (text === '') throw new SentenceEmpty(statement.finding);
    return { ...statement, text };
  });
}
