import { inspectSplit } from '../findings/predicted-films';
import type { Bench, Headlines } from '../reading/bench';
import { type ImageToImage, measureImageToImage } from './image-to-image';
import { measureTextToImage, type TextToImage } from './text-to-image';

export interface RetrievalReport {
  readonly textToImage: TextToImage;
  readonly imageToImage: ImageToImage;
}

export async function measureRetrieval(bench: Bench): Promise<RetrievalReport> {
  const sample = await inspectSplit(bench);
  return {
    textToImage: await measureTextToImage(sample, bench),
    imageToImage: measureImageToImage(sample.films, sample.inspections, bench),
  };
}

/** The figures that seeds are compared by. */
export function retrievalHeadlines({ textToImage, imageToImage }: RetrievalReport): Headlines {
  const [joint] = textToImage.systems;
  const [alike] = imageToImage.rows;
  return {
    'text to image, P@5': joint!.scores.precisionAt5.value,
    'text to image, P@10': joint!.scores.precisionAt10.value,
    'text to image, nDCG@10': joint!.scores.ndcgAt10.value,
    'text to image, MRR': joint!.scores.reciprocalRank.value,
    'image to image, P@5': alike!.scores.precisionAt5.value,
    'image to image, nDCG@10': alike!.scores.ndcgAt10.value,
  };
}
