import type { InferenceSession } from 'onnxruntime-node';
import { ModelIncoherent } from '../../domain/model-error';

/**
 * The values of one output of a graph.
 * @param graph its file, for the error
 * @throws ModelIncoherent when they are not `length` finite float32 numbers
 */
export function floatsOf(
  outputs: InferenceSession.ReturnType,
  { graph, name, length }: { graph: string; name: string; length: number },
): Float32Array {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array) || data.length !== length) {
    throw new ModelIncoherent(`output ${name} of ${graph} is not ${length} float32 values`);
  }
  // A comparison with NaN is false: a broken model would read every film as normal.
  if (!data.every(Number.isFinite)) throw new ModelIncoherent(`output ${name} of ${graph} holds no numbers`);
  return data;
}
