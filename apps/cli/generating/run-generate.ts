import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import {
  createFilmGenerator,
  type FilmPrompt,
  type GeneratedFilm,
  syntheticDicom,
  syntheticPng,
} from '@wetread/inference';
import { DomainError } from '@wetread/kernel';
import { loadConfig } from '@wetread/platform';

class FilmFormatUnknown extends DomainError {
  readonly code = 'cli.film-format-unknown';
  readonly status = 'invalid';
  constructor() {
    super('--out names no film: it ends in .dcm or .png');
  }
}

export interface GenerateOrder extends FilmPrompt {
  out: string;
  json: boolean;
}

const writers: Readonly<Record<string, (film: GeneratedFilm) => Promise<Uint8Array> | Uint8Array>> = {
  '.dcm': (film) => syntheticDicom(film),
  '.png': (film) => syntheticPng(film),
};

/** Draws one film and writes it. @throws FilmFormatUnknown, PromptRefused */
export async function runGenerate({ out, json, ...prompt }: GenerateOrder): Promise<void> {
  const write = writers[extname(out).toLowerCase()];
  if (!write) throw new FilmFormatUnknown();
  const { modelDir, threads } = loadConfig().inference;
  const generator = await createFilmGenerator({ modelDir, threads });
  try {
    const film = await generator.generate(prompt);
    await writeFile(out, await write(film));
    process.stdout.write(json ? `${JSON.stringify(recordOf(out, film))}\n` : `${lineOf(out, film)}\n`);
  } finally {
    await generator.close();
  }
}

const recordOf = (out: string, { image, provenance }: GeneratedFilm) => ({
  out,
  width: image.width,
  height: image.height,
  ...provenance,
});

function lineOf(out: string, { provenance }: GeneratedFilm): string {
  const { model, seed, asked, ruledOut } = provenance;
  const told = [
    ...(asked.length > 0 ? [`with ${asked.join(', ')}`] : []),
    ...(ruledOut.length > 0 ? [`without ${ruledOut.length === 14 ? 'findings' : ruledOut.join(', ')}`] : []),
  ].join(' ');
  return `${out}: synthetic film, not a patient (${model.name} ${model.version}, seed ${seed}${told ? `; ${told}` : ''})`;
}
