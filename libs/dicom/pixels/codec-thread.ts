import type { CodecName, EncodedPixels, EncoderName } from './wasm-codec';

/** One frame for a codec: `context` and `parameters` are those of dcmjs-codecs. */
export interface CodecTask {
  name: CodecName | EncoderName;
  context: object;
  parameters: object;
}

export type CodecAnswer = EncodedPixels | { error: string };

/**
 * What a codec thread runs. Text, because it is the same in the built product and where TypeScript is compiled on the
 * fly, and it imports nothing of ours. A codec that threw leaves its memory as it was at that moment, so it is let go.
 */
export const CODEC_THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const { Context, log, NativeCodecs } = require(workerData.codecs);
log.setLevel('silent');
parentPort.on('message', async ({ name, context, parameters }) => {
  try {
    if (!NativeCodecs.isInitialized()) await NativeCodecs.initializeAsync();
    const done = NativeCodecs[name](new Context(context), parameters);
    const bytes = name.startsWith('decode') ? done.getDecodedBuffer() : done.getEncodedBuffer();
    if (!bytes) throw new Error('the codec gave nothing');
    const own = Uint8Array.from(bytes);
    const photometricInterpretation = done.getPhotometricInterpretation() ?? context.photometricInterpretation;
    parentPort.postMessage({ bytes: own, photometricInterpretation }, [own.buffer]);
  } catch (error) {
    NativeCodecs.release();
    parentPort.postMessage({ error: String(error) });
  }
});
`;
