/** One step of an autoregressive decoder over a batch of rows with a cache of what went before. */
export interface TokenDecoder<Cache> {
  /**
   * Feeds `ids` (one equally long list per row) after what `cache` holds, `null` at the start, and returns the
   * logits of the next token for each row. `place` conditions the beginning: where the film lies among pictures and
   * texts (unit length), `null` for none.
   */
  step(
    ids: readonly (readonly number[])[],
    cache: Cache | null,
    place: Float32Array | null,
  ): Promise<{ logits: Float32Array[]; cache: Cache }>;
  /** The cache with rows taken, repeated or left out as `rows` says. */
  select(cache: Cache, rows: readonly number[]): Cache;
}

export interface GenerationLimits {
  readonly maxTokens: number;
  readonly eos: number;
  /** Tokens that no sentence may hold, the condition tokens above all. */
  readonly banned: ReadonlySet<number>;
  /** 1 is greedy decoding. */
  readonly beamWidth: number;
  /** No sentence ends before so many tokens. */
  readonly minTokens: number;
  /** Candidates are ordered by log probability / length ** penalty (Wu et al. 2016, without the shift by 5). */
  readonly lengthPenalty: number;
}

interface Hypothesis {
  readonly sentence: number;
  readonly tokens: readonly number[];
  /** Sum of log probabilities. */
  readonly score: number;
  /** The row of the cache that it continues. */
  readonly row: number;
}

/**
 * Continues equally long prefixes until `eos`; of each the candidates, best first, without prefix and `eos`. Beam
 * search keeps the `beamWidth` likeliest beginnings of each sentence and gives as many candidates.
 */
export async function generateTokens<Cache>(
  decoder: TokenDecoder<Cache>,
  prefixes: readonly (readonly number[])[],
  limits: GenerationLimits,
  place: Float32Array | null,
): Promise<number[][][]> {
  const finished: Hypothesis[] = [];
  let alive = prefixes.map((_, sentence): Hypothesis => ({ sentence, tokens: [], score: 0, row: sentence }));
  let { logits, cache } = await decoder.step(prefixes, null, place);
  for (let length = 1; alive.length > 0; length++) {
    const grown = alive.flatMap((hypothesis, row) => extend({ ...hypothesis, row }, logits[row]!, limits));
    const kept = prefixes.flatMap((_, sentence) => likeliest(grown, sentence, limits.beamWidth));
    const ended = (hypothesis: Hypothesis): boolean =>
      hypothesis.tokens.at(-1) === limits.eos || length >= limits.maxTokens;
    finished.push(...kept.filter(ended));
    alive = kept.filter(
      (hypothesis) => !ended(hypothesis) && !isSettled(hypothesis, finished, limits.beamWidth),
    );
    if (alive.length === 0) break;
    const rows = alive.map(({ row }) => row);
    ({ logits, cache } = await decoder.step(
      alive.map(({ tokens }) => [tokens.at(-1)!]),
      decoder.select(cache, rows),
      place,
    ));
  }
  return prefixes.map((_, sentence) => candidates(finished, sentence, limits));
}

/** The `beamWidth` likeliest next tokens after a hypothesis; no sentence ends before its time. */
function extend(
  hypothesis: Hypothesis,
  logits: Float32Array,
  { banned, beamWidth, eos, minTokens }: GenerationLimits,
): Hypothesis[] {
  const total = logSumExp(logits, banned);
  const top: { token: number; logit: number }[] = [];
  for (let token = 0; token < logits.length; token++) {
    if (banned.has(token) || (token === eos && hypothesis.tokens.length < minTokens)) continue;
    const logit = logits[token]!;
    if (top.length === beamWidth && logit <= top.at(-1)!.logit) continue;
    const place = top.findIndex((other) => logit > other.logit);
    top.splice(place < 0 ? top.length : place, 0, { token, logit });
    if (top.length > beamWidth) top.pop();
  }
  return top.map(({ token, logit }) => ({
    ...hypothesis,
    tokens: [...hypothesis.tokens, token],
    score: hypothesis.score + logit - total,
  }));
}

function logSumExp(logits: Float32Array, banned: ReadonlySet<number>): number {
  const highest = logits.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
  const sum = logits.reduce(
    (all, logit, token) => (banned.has(token) ? all : all + Math.exp(logit - highest)),
    0,
  );
  return highest + Math.log(sum);
}

const likeliest = (grown: readonly Hypothesis[], sentence: number, count: number): Hypothesis[] =>
  grown
    .filter((hypothesis) => hypothesis.sentence === sentence)
    .sort((a, b) => b.score - a.score)
    .slice(0, count);

/** A sentence is settled when as many of its hypotheses have ended as it may keep. */
const isSettled = ({ sentence }: Hypothesis, finished: readonly Hypothesis[], beamWidth: number): boolean =>
  finished.filter((hypothesis) => hypothesis.sentence === sentence).length >= beamWidth;

function candidates(
  finished: readonly Hypothesis[],
  sentence: number,
  { eos, lengthPenalty, beamWidth }: GenerationLimits,
): number[][] {
  const merit = ({ score, tokens }: Hypothesis): number => score / tokens.length ** lengthPenalty;
  return finished
    .filter((hypothesis) => hypothesis.sentence === sentence)
    .sort((a, b) => merit(b) - merit(a))
    .slice(0, beamWidth)
    .map(({ tokens }) => tokens.filter((token) => token !== eos));
}
