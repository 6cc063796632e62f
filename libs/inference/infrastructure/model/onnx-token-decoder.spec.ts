/** @jest-environment <rootDir>/libs/inference/infrastructure/model/native-arrays.environment.cjs */
import { resolve } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import { generateTokens, type TokenDecoder } from '../../domain/generate-tokens';
import { readModelOfKind, readVerified } from './model-registry';
import { openSessions } from './onnx-session';
import { OnnxTokenDecoder } from './onnx-token-decoder';
import { SentenceTokenizer } from './sentence-tokenizer';

const toy = resolve(__dirname, '../../../../test/fixtures/toy-model/toy-cxr/0.0.1');

/** The same graph without memory: every step feeds the whole sequence anew. */
function withoutCache(decoder: OnnxTokenDecoder): TokenDecoder<number[][]> {
  return {
    step: async (ids, cache, place) => {
      const sequences = ids.map((row, index) => [...(cache?.[index] ?? []), ...row]);
      return { logits: (await decoder.step(sequences, null, place)).logits, cache: sequences };
    },
    select: (cache, rows) => rows.map((row) => cache[row]!),
  };
}

const place = Float32Array.from({ length: 256 }, (_, at) => Math.sin(at) / 16);
const limitsOf = ({ eos, banned }: SentenceTokenizer) => ({
  maxTokens: 12,
  minTokens: 1,
  lengthPenalty: 1,
  beamWidth: 1,
  eos,
  banned,
});

describe('the decoder and its cache', () => {
  let decoder: OnnxTokenDecoder;
  let tokenizer: SentenceTokenizer;
  let session: InferenceSession;
  beforeAll(async () => {
    const model = await readModelOfKind(toy, 'film-reader');
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
    const limits = { ...limitsOf(tokenizer), beamWidth };
    const cached = await generateTokens(decoder, prefixes(), limits, place);
    expect(cached).toEqual(await generateTokens(withoutCache(decoder), prefixes(), limits, place));
    expect(new Set(cached.flat().map((tokens) => tokens.length)).size).toBeGreaterThan(1);
  });

  it('writes a sentence in a batch as it writes it alone', async () => {
    const limits = limitsOf(tokenizer);
    const together = await generateTokens(decoder, prefixes(), limits, place);
    for (const [index, prefix] of prefixes().entries()) {
      expect(await generateTokens(decoder, [prefix], limits, place)).toEqual([together[index]]);
    }
  });

  it('selects, repeats and reorders rows of the cache', async () => {
    const { cache } = await decoder.step(prefixes(), null, place);
    const picked = decoder.select(cache, [2, 2, 0]);
    expect(picked.keys.dims).toEqual([2, 3, 2, 5, 8]);
    const next = await decoder.step([[40], [40], [40]], picked, place);
    const whole = await decoder.step(
      [prefixes()[2]!, prefixes()[2]!, prefixes()[0]!].map((row) => [...row, 40]),
      null,
      place,
    );
    for (const [row, logits] of next.logits.entries()) {
      for (const [token, logit] of logits.entries()) expect(logit).toBeCloseTo(whole.logits[row]![token]!, 3);
    }
  });

  it('is conditioned on where the film lies, at the beginning alone', async () => {
    const told = async (film: Float32Array | null) => (await decoder.step(prefixes(), null, film)).logits[0]!;
    expect(await told(place)).not.toEqual(await told(null));
    const { cache } = await decoder.step(prefixes(), null, place);
    const next = (film: Float32Array | null) => decoder.step([[40], [40], [40], [40]], cache, film);
    expect((await next(place)).logits).toEqual((await next(null)).logits);
  });

  it('does not know a condition that the model was not trained on', () => {
    expect(() => tokenizer.prefix(['<finding:Fracture>'])).toThrow('<finding:Fracture>');
  });
});
