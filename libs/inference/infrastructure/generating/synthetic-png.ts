import sharp from 'sharp';
import type { GeneratedFilm } from '../../domain/generating/film-generator';
import { PNG_SYNTHETIC, withTexts } from '../engine/png-text';

/** A generated film as PNG; text chunks say what it is and where it comes from. The prompt stays out: it may name a person. */
export async function syntheticPng({ image, provenance }: GeneratedFilm): Promise<Buffer> {
  const { width, height, data } = image;
  const plain = await sharp(data, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
  const { model, seed, guidance } = provenance;
  return withTexts(plain, [
    [PNG_SYNTHETIC.keyword, PNG_SYNTHETIC.value],
    ['Title', 'Synthetic chest film, not a patient'],
    ['Software', `${model.name} ${model.version} (${model.sha256})`],
    ['Comment', `Generated from text, seed ${seed}, guidance ${guidance}. Never for diagnosis.`],
  ]);
}
