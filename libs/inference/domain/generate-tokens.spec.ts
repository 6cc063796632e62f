import { generateTokens, type TokenDecoder } from './generate-tokens';

const EOS = 0;
const limits = {
  maxTokens: 6,
  minTokens: 1,
  lengthPenalty: 1,
  eos: EOS,
  banned: new Set<number>(),
  beamWidth: 1,
};

/** The best candidate of each prefix. */
const generate = async (...[decoder, prefixes, own]: [TokenDecoder<number[][]>, number[][], typeof limits]) =>
  (await generateTokens(decoder, prefixes, own, null)).map(([first]) => first);

/** A decoder that looks up the logits of the next token by the whole sequence so far; its cache is the sequences. */
function tableDecoder(next: (sequence: readonly number[]) => number[]): TokenDecoder<number[][]> {
  return {
    step: async (ids, cache) => {
      const sequences = ids.map((row, index) => [...(cache?.[index] ?? []), ...row]);
      return { logits: sequences.map((sequence) => Float32Array.from(next(sequence))), cache: sequences };
    },
    select: (cache, rows) => rows.map((row) => cache[row]!),
  };
}
const logProbabilities = (...shares: number[]): number[] => shares.map(Math.log);

describe('generating tokens', () => {
  it('follows the likeliest token and stops at the end token, each row by itself', async () => {
    const countdown = tableDecoder((sequence) => {
      const following = Math.max(0, sequence.at(-1)! - 1);
      return [0, 1, 2, 3, 4].map((token) => (token === following ? 5 : 0));
    });
    expect(await generate(countdown, [[4], [2], [3]], limits)).toEqual([[3, 2, 1], [1], [2, 1]]);
  });

  it('ends what does not end by itself', async () => {
    const endless = tableDecoder(() => [0, 1]);
    expect(await generate(endless, [[1]], limits)).toEqual([[1, 1, 1, 1, 1, 1]]);
  });

  it('never says a banned token, nor ends before the first', async () => {
    const decoder = tableDecoder(() => [9, 1, 5]);
    expect(await generate(decoder, [[1]], { ...limits, banned: new Set([2]) })).toEqual([[1]]);
  });

  it('finds by beam search what greed misses', async () => {
    // Token 1 looks better at first, but 2 is followed by certainty.
    const garden = tableDecoder((sequence) => {
      if (sequence.length === 1) return logProbabilities(1e-9, 0.55, 0.45, 1e-9);
      if (sequence.length === 2 && sequence[1] === 1) return logProbabilities(1e-9, 0.3, 0.3, 0.4);
      if (sequence.length === 2) return logProbabilities(1e-9, 0.01, 0.98, 0.01);
      return logProbabilities(0.99, 0.003, 0.003, 0.004);
    });
    expect(await generate(garden, [[3]], limits)).toEqual([[1, 3]]);
    expect(await generate(garden, [[3]], { ...limits, beamWidth: 2 })).toEqual([[2, 2]]);
  });

  it('gives as many candidates as the beam is wide, best first', async () => {
    const choice = tableDecoder((sequence) =>
      sequence.length === 1 ? logProbabilities(1e-9, 0.6, 0.4) : logProbabilities(0.98, 0.01, 0.01),
    );
    const [candidates] = await generateTokens(choice, [[3]], { ...limits, beamWidth: 2 }, null);
    expect(candidates).toEqual([[1], [2]]);
  });

  it('holds sentences to a length: none shorter than asked, and the penalty decides between long and short', async () => {
    // Token 1 ends at once with certainty; token 2 goes on through a word that is not quite certain.
    const lengths = tableDecoder((sequence) => {
      if (sequence.length === 1) return logProbabilities(1e-9, 0.5, 0.5);
      if (sequence.length === 2 && sequence[1] === 2) return logProbabilities(1e-9, 1e-9, 0.9);
      return logProbabilities(0.999, 5e-4, 5e-4);
    });
    const beam = { ...limits, beamWidth: 2 };
    expect(await generate(lengths, [[3]], { ...beam, lengthPenalty: 0 })).toEqual([[1]]);
    expect(await generate(lengths, [[3]], { ...beam, lengthPenalty: 1 })).toEqual([[2, 2]]);
    const short = (await generate(lengths, [[3]], { ...limits, minTokens: 3 }))[0]!;
    expect(short.length).toBeGreaterThanOrEqual(3);
  });
});
