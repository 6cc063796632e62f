// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin
import { Worker } from 'node:worker_threads';
import { PixelDataDamaged } from '../dicom-error';
import { CODEC_THREAD, type CodecAnswer, type CodecTask } from './codec-thread';
import type { ImagePixel } from './image-pixel';
import { codecsInThisThread, type PixelCodecs } from './pixel-codecs';
import {
  type CodecName,
  contextOf,
  type EncodedPixels,
  type EncoderName,
  type EncoderParameters,
} from './wasm-codec';

interface Job {
  task: CodecTask;
  resolve(pixels: EncodedPixels): void;
  reject(error: Error): void;
}

/** Up to so many samples a codec needs a few milliseconds, less than handing them over is worth. */
const FEW_SAMPLES = 256 * 256;

/**
 * Codecs in threads of their own, so that a large frame does not keep everybody else waiting. Threads start when they
 * are needed and do not keep the process alive; one that crashes fails its frame only.
 */
export class CodecThreads implements PixelCodecs {
  private readonly idle: Worker[] = [];
  private readonly waiting: Job[] = [];
  private running = 0;

  constructor(private readonly threads: number) {}

  async decode(name: CodecName, encoded: Uint8Array, image: ImagePixel): Promise<Uint8Array> {
    if (isSmall(image)) return codecsInThisThread.decode(name, encoded, image);
    const context = { ...contextOf(image), encodedBuffer: encoded };
    return (await this.run({ name, context, parameters: { convertColorspaceToRgb: false } })).bytes;
  }

  encode(
    name: EncoderName,
    native: Uint8Array,
    image: ImagePixel,
    parameters: EncoderParameters,
  ): Promise<EncodedPixels> {
    if (isSmall(image)) return codecsInThisThread.encode(name, native, image, parameters);
    const context = { ...contextOf({ ...image, planar: false }), decodedBuffer: native };
    return this.run({ name, context, parameters });
  }

  /** Ends all threads; frames that wait fail. */
  async close(): Promise<void> {
    for (const { reject } of this.waiting.splice(0)) reject(new PixelDataDamaged('the process is ending'));
    await Promise.all(this.idle.splice(0).map((worker) => worker.terminate()));
  }

  private run(task: CodecTask): Promise<EncodedPixels> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ task, resolve, reject });
      this.dispatch();
    });
  }

  private dispatch(): void {
    while (this.waiting.length > 0) {
      const worker = this.idle.pop() ?? (this.running < this.threads ? this.start() : undefined);
      const job = worker && this.waiting.shift();
      if (!job) return;
      this.assign(worker, job);
    }
  }

  private start(): Worker {
    this.running += 1;
    const workerData = { codecs: require.resolve('dcmjs-codecs') };
    const worker = new Worker(CODEC_THREAD, { eval: true, workerData, name: 'pixel-codec' });
    worker.on('exit', () => {
      this.running -= 1;
      const at = this.idle.indexOf(worker);
      if (at >= 0) this.idle.splice(at, 1);
    });
    return worker;
  }

  private assign(worker: Worker, { task, resolve, reject }: Job): void {
    const onAnswer = (answer: CodecAnswer): void => {
      worker.off('error', onCrash);
      worker.unref();
      this.idle.push(worker);
      if ('error' in answer)
        reject(new PixelDataDamaged('the codec refuses the frame', { cause: answer.error }));
      else resolve(answer);
      this.dispatch();
    };
    const onCrash = (cause: Error): void => {
      worker.off('message', onAnswer);
      reject(new PixelDataDamaged('the codec crashed on the frame', { cause }));
      worker.once('exit', () => this.dispatch());
    };
    worker.once('message', onAnswer).once('error', onCrash);
    worker.ref();
    worker.postMessage(task);
  }
}

const isSmall = ({ rows, columns, samplesPerPixel }: ImagePixel): boolean =>
  rows * columns * samplesPerPixel <= FEW_SAMPLES;
