import type { TokenDecoder } from '../domain/generate-tokens';
import type { Statement } from '../domain/reading';
import { type SentenceCodec, type WritingLimits, writeSentences } from './write-sentences';

const effusion: Statement = {
  section: 'findings',
  finding: 'Effusion',
  polarity: 'present',
  location: { side: 'left', zone: 'none' },
  size: 'none',
  band: 'definite',
  probability: 0.9,
  evidence: { box: [0, 0, 1, 1] },
  critical: false,
  alsoAbsent: [],
  change: 'none',
};
const limits: WritingLimits = { maxTokens: 2, minTokens: 1, lengthPenalty: 1, beamWidth: 3 };

/** A decoder that knows whole sentences by heart: a token each, likelier the earlier it is listed. */
function parrot(...sentences: string[]): { decoder: TokenDecoder<null>; tokenizer: SentenceCodec } {
  const decoder: TokenDecoder<null> = {
    step: async (ids, cache) => {
      const logits = [0, ...sentences.map((_, at) => 9 - at)];
      const end = [50, ...sentences.map(() => 0)];
      return { logits: ids.map((row) => Float32Array.from(row.length > 1 ? logits : end)), cache };
    },
    select: (cache) => cache,
  };
  const tokenizer: SentenceCodec = {
    eos: 0,
    banned: new Set(),
    prefix: (condition) => condition.map(() => 0),
    text: (ids) => ids.map((id) => sentences[id - 1] ?? '').join(' '),
  };
  return { decoder, tokenizer };
}
const written = async (...sentences: string[]) =>
  (await writeSentences([effusion], { ...parrot(...sentences), limits }, null))[0]!;

describe('writing sentences', () => {
  it('takes the best candidate that says what was asked', async () => {
    expect(
      await written('No pleural effusion.', 'Right pleural effusion.', 'Left pleural effusion is seen.'),
    ).toMatchObject({ text: 'Left pleural effusion is seen.', wording: 'decoder', finding: 'Effusion' });
  });

  it('writes plain words where no candidate does', async () => {
    expect(await written('No pleural effusion.', 'left pleural effusion', '')).toMatchObject({
      text: 'Left pleural effusion.',
      wording: 'plain',
    });
  });

  it('writes plain words throughout where no decoder is wanted', async () => {
    expect(await writeSentences([effusion], null, null)).toMatchObject([
      { text: 'Left pleural effusion.', wording: 'plain', finding: 'Effusion' },
    ]);
  });

  it('writes nothing for nothing', async () => {
    expect(await writeSentences([], { ...parrot('Clear.'), limits }, null)).toEqual([]);
  });
});
