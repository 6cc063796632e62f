import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readPicture } from '@wetread/inference';
import type { DrawnPicture } from '../pictures/drawn/draw-pictures';

/** The project's own screenshots, where the project's folder is at hand; none in an installation without it. */
export async function projectPictures(folder: string | null): Promise<DrawnPicture[]> {
  const names = folder === null ? [] : await readdir(folder).catch(() => []);
  return Promise.all(
    names
      .filter((name) => name.endsWith('.png'))
      .sort()
      .map(async (name) => ({
        name: `screenshot ${basename(name, '.png')}`,
        picture: await readPicture(await readFile(join(folder!, name))),
      })),
  );
}
