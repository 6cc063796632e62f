// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin
import type { Worker } from 'node:worker_threads';
import { DomainError } from '@wetread/kernel';
import { PixelDataDamaged } from '../dicom-error';
import type { DecodedFrame } from './decoded-frame';
import type { FrameRecipe } from './frame-recipe';
import type { ImagePixel } from './image-pixel';
import type { PixelAnswer, PixelResults, PixelTask, PixelTaskError } from './pixel-task';
import { type FramePicture, type PictureRecipe, type PixelWork, pixelWorkInThisThread } from './pixel-work';
import type { CodecName, EncodedPixels, EncoderName, EncoderParameters } from './wasm-codec';

interface Job {
  task: PixelTask;
  resolve(result: PixelResults[keyof PixelResults]): void;
  reject(error: Error): void;
}

/** Up to so many samples a frame takes a few milliseconds, less than handing it over is worth. */
const FEW_SAMPLES = 256 * 256;

/** A thread could not work on a frame; it is what the error of that thread was. */
class PixelWorkFailed extends DomainError {
  readonly code: string;
  readonly status: PixelTaskError['status'];
  constructor({ code, status, message }: PixelTaskError) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/**
 * Work on pixels in threads of its own, so that a large frame does not keep everybody else waiting. Threads start
 * when they are needed and do not keep the process alive; one that crashes fails its frame only.
 */
export class PixelPool implements PixelWork {
  private readonly idle: Worker[] = [];
  private readonly waiting: Job[] = [];
  private running = 0;

  /** @param start a thread that answers each {@link PixelTask} with a {@link PixelAnswer} */
  constructor(
    private readonly threads: number,
    private readonly start: () => Worker,
  ) {}

  decode(codec: CodecName, bytes: Uint8Array, image: ImagePixel): Promise<Uint8Array> {
    if (isSmall(image)) return pixelWorkInThisThread.decode(codec, bytes, image);
    return this.run({ kind: 'decode', codec, bytes, image });
  }

  encode(
    codec: EncoderName,
    bytes: Uint8Array,
    image: ImagePixel,
    parameters: EncoderParameters,
  ): Promise<EncodedPixels> {
    if (isSmall(image)) return pixelWorkInThisThread.encode(codec, bytes, image, parameters);
    return this.run({ kind: 'encode', codec, bytes, image, parameters });
  }

  samples(recipe: FrameRecipe, bytes: Uint8Array): Promise<DecodedFrame> {
    if (isSmall(recipe.image)) return pixelWorkInThisThread.samples(recipe, bytes);
    return this.run({ kind: 'samples', recipe, bytes });
  }

  picture(recipe: PictureRecipe, bytes: Uint8Array): Promise<FramePicture> {
    if (isSmall(recipe.frame.image)) return pixelWorkInThisThread.picture(recipe, bytes);
    return this.run({ kind: 'picture', recipe, bytes });
  }

  /** Ends all threads; frames that wait fail. */
  async close(): Promise<void> {
    for (const { reject } of this.waiting.splice(0)) reject(new PixelDataDamaged('the process is ending'));
    await Promise.all(this.idle.splice(0).map((worker) => worker.terminate()));
  }

  private async run<Task extends PixelTask>(task: Task): Promise<PixelResults[Task['kind']]> {
    const result = await new Promise<PixelResults[keyof PixelResults]>((resolve, reject) => {
      this.waiting.push({ task, resolve, reject });
      this.dispatch();
    });
    return result as PixelResults[Task['kind']];
  }

  private dispatch(): void {
    while (this.waiting.length > 0) {
      const worker = this.idle.pop() ?? (this.running < this.threads ? this.add() : undefined);
      const job = worker && this.waiting.shift();
      if (!job) return;
      this.assign(worker, job);
    }
  }

  private add(): Worker {
    this.running += 1;
    const worker = this.start();
    worker.on('exit', () => {
      this.running -= 1;
      const at = this.idle.indexOf(worker);
      if (at >= 0) this.idle.splice(at, 1);
    });
    return worker;
  }

  private assign(worker: Worker, { task, resolve, reject }: Job): void {
    const onAnswer = (answer: PixelAnswer): void => {
      worker.off('error', onCrash);
      worker.unref();
      this.idle.push(worker);
      if ('error' in answer) reject(new PixelWorkFailed(answer.error));
      else resolve(answer.result);
      this.dispatch();
    };
    const onCrash = (cause: Error): void => {
      worker.off('message', onAnswer);
      reject(new PixelDataDamaged('the thread that worked on the frame crashed', { cause }));
      worker.once('exit', () => this.dispatch());
    };
    worker.once('message', onAnswer).once('error', onCrash);
    worker.ref();
    worker.postMessage(task);
  }
}

const isSmall = ({ rows, columns, samplesPerPixel }: ImagePixel): boolean =>
  rows * columns * samplesPerPixel <= FEW_SAMPLES;
