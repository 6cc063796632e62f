/** @jest-environment <rootDir>/libs/inference/infrastructure/model/native-arrays.environment.cjs */
import { resolve } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import { generateTokens, type TokenDecoder } from '../../domain/generate-tokens';
import { readModel, readVerified } from './model-registry';
import { openSessions } from './onnx-session';
import { OnnxTokenDecoder } from './onnx-token-decoder';
import { SentenceTokenizer } from './sentence-tokenizer';

const toy = resolve(__dirname, '../../../../test/fixtures/toy-model/toy-cxr/0.0.1');

/** The same graph without memory: every step feeds the whole sequence anew. */
function withoutCache(decoder: OnnxTokenDecoder): TokenDecoder<number[][]> {
  return {
    step: async (ids, cache) => {
      const sequences = ids.map((row, index) => [...(cache?.[index] ?? []), ...row]);
      return { logits: (await decoder.step(sequences, null)).logits, cache: sequences };
    },
    select: (cache, rows) => rows.map((row) => cache[row]!),
  };
}

describe('the decoder and its cache', () => {
  let decoder: OnnxTokenDecoder;
  let tokenizer: SentenceTokenizer;
  let session: InferenceSession;
  beforeAll(async () => {
    const model = await readModel(toy);
    const { files, decoder: spec } = model.manifest;
    const bytes = await readVerified(model, files.decoder);
    session = (await openSessions({ decoder: bytes }, { provider: 'cpu', threads: 1 })).sessions.decoder;
    decoder = new OnnxTokenDecoder(session, spec);
    tokenizer = new SentenceTokenizer((await readVerified(model, files.tokenizer)).toString(), spec);
  });
  afterAll(() => session.release());

  const prefixes = (): number[][] =>
    ['Effusion', 'Mass', 'Nodule', 'Edema'].map((code) =>
      tokenizer.prefix(['<section:findings>', `<finding:${code}>`, '<status:present>', '<side:left>']),
    );

  it.each([1, 3])('writes the same with and without cache (beam width %d)', async (beamWidth) => {
    const limits = { maxTokens: 12, eos: tokenizer.eos, banned: tokenizer.banned, beamWidth };
    const cached = await generateTokens(decoder, prefixes(), limits);
    expect(cached).toEqual(await generateTokens(withoutCache(decoder), prefixes(), limits));
    expect(new Set(cached.map((tokens) => tokens.length)).size).toBeGreaterThan(1);
  });

  it('writes a sentence in a batch as it writes it alone', async () => {
    const limits = { maxTokens: 12, eos: tokenizer.eos, banned: tokenizer.banned, beamWidth: 1 };
    const together = await generateTokens(decoder, prefixes(), limits);
    for (const [index, prefix] of prefixes().entries()) {
      expect(await generateTokens(decoder, [prefix], limits)).toEqual([together[index]]);
    }
  });

  it('selects, repeats and reorders rows of the cache', async () => {
    const { cache } = await decoder.step(prefixes(), null);
    const picked = decoder.select(cache, [2, 2, 0]);
    expect(picked.keys.dims).toEqual([2, 3, 2, 5, 8]);
    const next = await decoder.step([[40], [40], [40]], picked);
    const whole = await decoder.step(
      [prefixes()[2]!, prefixes()[2]!, prefixes()[0]!].map((row) => [...row, 40]),
      null,
    );
    for (const [row, logits] of next.logits.entries()) {
      for (const [token, logit] of logits.entries()) expect(logit).toBeCloseTo(whole.logits[row]![token]!, 3);
    }
  });

  it('does not know a condition that the model was not trained on', () => {
    expect(() => tokenizer.prefix(['<finding:Fracture>'])).toThrow('<finding:Fracture>');
  });
});
