import { decodeFrame, DicomObject, renderGrey8, renderRgb8 } from '@wetread/dicom';
import type { AskedPicture } from '../../domain/answering/answer-engine';
import { type FilmFacts, filmFacts } from '../../domain/film-facts';
import type { GreyImage } from '../../domain/grey-image';
import { factsOf, factsOfPicture } from '../engine/film-source';
import { greyFromRgb, readPicture } from '../engine/picture-file';

interface OpenedPicture {
  readonly facts: FilmFacts;
  readonly image: GreyImage;
}

/**
 * Decodes a picture of any modality, as it is stored: what a question asks of sides, the asker sees the same way.
 * @throws DicomError, PictureUnreadable
 */
export async function openAskedPicture(picture: AskedPicture): Promise<OpenedPicture> {
  if (picture.kind === 'grey') return { facts: picture.facts ?? filmFacts(), image: picture.image };
  if (picture.kind === 'picture')
    return { facts: picture.facts ?? factsOfPicture(picture.bytes), image: await readPicture(picture.bytes) };
  const object = DicomObject.parse(picture.bytes);
  const facts = factsOf(object);
  return { facts, image: await middleFrame(object, facts.frames) };
}

/** The middle of a stack shows more than its first slice. */
async function middleFrame(object: DicomObject, frames: number): Promise<GreyImage> {
  const frame = await decodeFrame(object, Math.max(1, Math.ceil(frames / 2)));
  if (frame.samplesPerPixel === 1) return renderGrey8(object, frame);
  const { width, height, data } = renderRgb8(object, frame);
  return { width, height, data: greyFromRgb(data) };
}
