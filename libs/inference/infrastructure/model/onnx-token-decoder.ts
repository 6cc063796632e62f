import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { TokenDecoder } from '../../domain/generate-tokens';
import { ModelIncoherent } from '../../domain/model-error';
import type { DecoderSpec } from '../../domain/manifest/film-reader-manifest';

/** Keys and values of all layers, float32 [layers, rows, heads, positions, headDim]. */
export interface KeyValueCache {
  readonly keys: Tensor;
  readonly values: Tensor;
}

/** The report decoder of one model; its graph takes a cache of any length, none included. */
export class OnnxTokenDecoder implements TokenDecoder<KeyValueCache> {
  constructor(
    private readonly session: InferenceSession,
    private readonly spec: DecoderSpec,
  ) {}

  async step(
    ids: readonly (readonly number[])[],
    cache: KeyValueCache | null,
    place: Float32Array | null,
  ): Promise<{ logits: Float32Array[]; cache: KeyValueCache }> {
    const length = ids[0]!.length;
    const past = cache ?? this.emptyCache(ids.length);
    const input = new Tensor('int64', BigInt64Array.from(ids.flat(), BigInt), [ids.length, length]);
    const outputs = await this.session.run({
      input_ids: input,
      past_keys: past.keys,
      past_values: past.values,
      place: this.placeOfRows(place, ids.length),
    });
    const { logits, present_keys: keys, present_values: values } = outputs;
    if (!logits || !keys || !values) throw new ModelIncoherent('decoder.onnx lacks logits or its cache');
    return { logits: lastPositions(logits, ids.length, length), cache: { keys, values } };
  }

  select(cache: KeyValueCache, rows: readonly number[]): KeyValueCache {
    if (rows.length === cache.keys.dims[1] && rows.every((row, index) => row === index)) return cache;
    return { keys: selectRows(cache.keys, rows), values: selectRows(cache.values, rows) };
  }

  /** The same place for every row; zeros where there is none. */
  private placeOfRows(place: Float32Array | null, rows: number): Tensor {
    const { dimensions } = this.spec.place;
    const repeated = new Float32Array(rows * dimensions);
    if (place) for (let row = 0; row < rows; row++) repeated.set(place, row * dimensions);
    return new Tensor('float32', repeated, [rows, dimensions]);
  }

  private emptyCache(rows: number): KeyValueCache {
    const { layers, heads, headDim } = this.spec;
    const empty = (): Tensor => new Tensor('float32', new Float32Array(0), [layers, rows, heads, 0, headDim]);
    return { keys: empty(), values: empty() };
  }
}

/** Logits [rows, length, vocabulary] -> those of the last position, one view per row. */
function lastPositions(logits: Tensor, rows: number, length: number): Float32Array[] {
  const data = logits.data as Float32Array;
  const vocabulary = data.length / (rows * length);
  return Array.from({ length: rows }, (_, row) => {
    const start = (row * length + length - 1) * vocabulary;
    return data.subarray(start, start + vocabulary);
  });
}

function selectRows(tensor: Tensor, rows: readonly number[]): Tensor {
  const [layers, before, heads, positions, headDim] = tensor.dims as [number, number, number, number, number];
  const row = heads * positions * headDim;
  const source = tensor.data as Float32Array;
  const data = new Float32Array(layers * rows.length * row);
  for (let layer = 0; layer < layers; layer++) {
    for (const [index, from] of rows.entries()) {
      const start = (layer * before + from) * row;
      data.set(source.subarray(start, start + row), (layer * rows.length + index) * row);
    }
  }
  return new Tensor('float32', data, [layers, rows.length, heads, positions, headDim]);
}
