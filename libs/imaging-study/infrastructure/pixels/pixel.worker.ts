// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin
import { parentPort } from 'node:worker_threads';
import { answerPixelTask, type PixelTask, transferableOf } from '@wetread/dicom';

/** One pixel thread: codecs and lookup tables block, and the thread that serves people must not. */
parentPort!.on('message', async (task: PixelTask) => {
  const answer = await answerPixelTask(task);
  parentPort!.postMessage(answer, transferableOf(answer));
});
