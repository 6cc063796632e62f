import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { EncoderOutput } from '../../domain/decide-findings';
import { ModelIncoherent } from '../../domain/model-error';
import type { EncoderSpec } from '../../domain/manifest/film-reader-manifest';
import { floatsOf } from './onnx-outputs';

const GRAPH = 'encoder.onnx';

/** The vision encoder of one model. */
export class OnnxEncoder {
  private readonly lengths: Readonly<Record<string, number>>;

  /** @throws ModelIncoherent when the graph is not the one that the manifest describes */
  constructor(
    private readonly session: InferenceSession,
    private readonly spec: EncoderSpec,
  ) {
    const { findings, heatmap, gate, views, embedding } = spec;
    this.lengths = {
      finding_logits: findings.length,
      heatmaps: findings.length * heatmap.height * heatmap.width,
      gate_logits: gate.classes.length,
      novelty: 1,
      view_logits: views.length,
      embedding: embedding.dimensions,
    };
    if (!session.inputNames.includes(spec.input.name)) {
      throw new ModelIncoherent(`${GRAPH} has no input ${spec.input.name}`);
    }
    const missing = Object.keys(this.lengths).find((name) => !session.outputNames.includes(name));
    if (missing) throw new ModelIncoherent(`${GRAPH} has no output ${missing}`);
  }

  /** @param square float32 `size` x `size` in 0..1, as `letterbox` makes it */
  async run(square: Float32Array): Promise<EncoderOutput> {
    const { name, size } = this.spec.input;
    const outputs = await this.session.run(
      { [name]: new Tensor('float32', square, [1, 1, size, size]) },
      Object.keys(this.lengths),
    );
    const floats = (output: string): Float32Array =>
      floatsOf(outputs, { graph: GRAPH, name: output, length: this.lengths[output]! });
    return {
      findingLogits: floats('finding_logits'),
      heatmaps: floats('heatmaps'),
      gateLogits: floats('gate_logits'),
      novelty: floats('novelty')[0]!,
      viewLogits: floats('view_logits'),
      embedding: floats('embedding'),
    };
  }
}
