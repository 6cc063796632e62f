import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { ModelIncoherent } from '../../domain/model-error';
import type { TextSpec } from '../../domain/manifest/film-reader-manifest';
import { floatsOf } from './onnx-outputs';
import type { TextTokenizer } from './text-tokenizer';

const GRAPH = 'text.onnx';
const INPUTS = ['input_ids', 'attention_mask'];

/** The language encoder of one model: texts to their places in the space that they share with pictures. */
export class OnnxTextEncoder {
  /** @throws ModelIncoherent when the graph takes other inputs */
  constructor(
    private readonly session: InferenceSession,
    private readonly tokenizer: TextTokenizer,
    private readonly spec: TextSpec,
  ) {
    const missing = INPUTS.find((name) => !session.inputNames.includes(name));
    if (missing) throw new ModelIncoherent(`${GRAPH} has no input ${missing}`);
  }

  /** One unit vector for each text. The texts are run as one batch; the mask keeps padding out of the result. */
  async encode(texts: readonly string[]): Promise<Float32Array[]> {
    if (texts.length === 0) return [];
    const { ids, lengths, width } = this.tokenizer.batch(texts);
    const mask = lengths.flatMap((length) => Array.from({ length: width }, (_, at) => (at < length ? 1 : 0)));
    const shape = [texts.length, width];
    const outputs = await this.session.run(
      {
        input_ids: new Tensor('int64', BigInt64Array.from(ids.flat(), BigInt), shape),
        attention_mask: new Tensor('int64', BigInt64Array.from(mask, BigInt), shape),
      },
      ['embedding'],
    );
    const { dimensions } = this.spec;
    const data = floatsOf(outputs, { graph: GRAPH, name: 'embedding', length: texts.length * dimensions });
    return texts.map((_, row) => data.slice(row * dimensions, (row + 1) * dimensions));
  }
}
