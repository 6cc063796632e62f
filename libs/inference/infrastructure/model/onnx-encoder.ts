import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { EncoderOutput } from '../../domain/decide-findings';
import { ModelIncoherent } from '../../domain/model-error';
import type { EncoderSpec } from '../../domain/model-manifest';

/** The vision encoder of one model. */
export class OnnxEncoder {
  constructor(
    private readonly session: InferenceSession,
    private readonly spec: EncoderSpec,
  ) {
    if (!session.inputNames.includes(spec.input.name)) {
      throw new ModelIncoherent(`encoder.onnx has no input ${spec.input.name}`);
    }
  }

  /** @param square float32 `size` x `size` in 0..1, as `letterbox` makes it */
  async run(square: Float32Array): Promise<EncoderOutput> {
    const { name, size } = this.spec.input;
    const outputs = await this.session.run({ [name]: new Tensor('float32', square, [1, 1, size, size]) }, [
      'finding_logits',
      'heatmaps',
      'gate_logits',
    ]);
    const { height, width } = this.spec.heatmap;
    const findings = this.spec.findings.length;
    return {
      findingLogits: floats(outputs, 'finding_logits', findings),
      heatmaps: floats(outputs, 'heatmaps', findings * height * width),
      gateLogits: floats(outputs, 'gate_logits', this.spec.gate.classes.length),
    };
  }
}

function floats(outputs: InferenceSession.ReturnType, name: string, length: number): Float32Array {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array) || data.length !== length) {
    throw new ModelIncoherent(`output ${name} of encoder.onnx is not ${length} float32 values`);
  }
  // A comparison with NaN is false: a broken model would read every film as normal.
  if (!data.every(Number.isFinite))
    throw new ModelIncoherent(`output ${name} of encoder.onnx holds no numbers`);
  return data;
}
